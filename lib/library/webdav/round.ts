import type { GlossDatabase } from '../../corpus/database'
import type { PaperId } from '../../papers/identifier'
import type { Folder } from './folder'

/** What stays the same over the turns of one round. */
export interface Round {
  readonly db: GlossDatabase
  readonly folder: Folder
  /** Tells the account and the passphrase from others. */
  readonly account: string
  readonly passphrase: string | undefined
  /** What the reader calls this device. */
  readonly name: string | undefined
  readonly now: number
  readonly changed: Set<PaperId>
  readonly said: Set<string>
}

/** A name for one write of a file. */
export function nonce(): string {
  return crypto.randomUUID().replaceAll('-', '')
}
