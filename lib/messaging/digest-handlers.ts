import { browser } from 'wxt/browser'
import { database } from '../corpus/database'
import { beginRemoval, changeDigest, digestAt, followDigest, orderDigests } from '../corpus/digests'
import { wipeCorpus } from '../corpus/removal'
import { clearSettings } from '../settings'
import { sourceOf } from '../sources/registry'
import { look, NotFollowable } from '../sync/preview'
import { ensureAlarm, restartSync, withoutSync } from '../sync/schedule'
import { workerTools } from '../sync/worker-tools'
import { withoutMeeting } from './device-handlers'
import { giveBackHost, OWN_ORIGIN } from './granted-hosts'
import type { Answer, Request } from './protocol'
import { Refusal } from './refusal'

/** Looks at an address; nothing is stored. */
export async function preview({ typed }: Request<'preview'>): Promise<Answer<'preview'>> {
  const tools = await workerTools(() => void ensureAlarm())
  try {
    const { offer, source, ...found } = await look(typed, tools, new AbortController().signal)
    const followed = await digestAt(tools.db, offer)
    return {
      ...found,
      ...offer,
      kindName: source.name,
      ...(followed && !followed.removing && { followed: followed.title }),
    }
  } catch (error) {
    if (error instanceof NotFollowable) throw new Refusal(`${error.message}. Nothing was stored.`)
    throw error
  }
}

/** Follows a digest and begins to fetch it. */
export async function follow({ type: _, ...what }: Request<'follow'>): Promise<Answer<'follow'>> {
  if (!sourceOf(what.kind)) throw new Refusal('Gloss does not know that kind of digest.')
  const digest = await followDigest(database(), what, Date.now())
  if (!digest) throw new Refusal('This digest is still being removed. Try again in a moment.')
  restartSync()
  return { digest }
}

export async function change({
  type: _,
  digest,
  ...change
}: Request<'change-digest'>): Promise<Answer<'change-digest'>> {
  await changeDigest(database(), digest, change)
  // A new name changes nothing of what is fetched.
  if (change.paused !== undefined || change.keepMonths !== undefined) restartSync()
  return { changed: true }
}

export async function order({ digests }: Request<'order-digests'>): Promise<Answer<'order-digests'>> {
  await orderDigests(database(), digests)
  return { changed: true }
}

/** Stops following a digest at once; its papers are taken out by the next upkeep. */
export async function remove({ digest, papers }: Request<'remove-digest'>): Promise<Answer<'remove-digest'>> {
  const db = database()
  const row = await db.digests.get(digest)
  await beginRemoval(db, digest, papers === 'keep' ? 'keep papers' : 'remove papers')
  if (row) await giveBackHost(db, row.url)
  restartSync()
  return { removed: true }
}

/** Deletes everything and begins as on the first day. */
export async function wipe(): Promise<Answer<'wipe'>> {
  // What lies on servers and in the browser's own sync stays there: devices do not meet any more, and say nothing of it.
  await withoutMeeting(() => withoutSync(forgetAll))
  restartSync()
  return { wiped: true }
}

async function forgetAll(): Promise<void> {
  await wipeCorpus(database())
  await clearSettings()
  const { origins = [] } = await browser.permissions.getAll()
  for (const origin of origins)
    if (origin !== OWN_ORIGIN) await browser.permissions.remove({ origins: [origin] }).catch(() => false)
}
