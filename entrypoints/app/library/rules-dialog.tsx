import { useState } from 'preact/hooks'
import { BusyLine } from '@/components/busy-line'
import { Dialog } from '@/components/dialog'
import { RuleForm } from '@/components/rule-form'
import { RuleList } from '@/components/rule-list'
import type { ListRow } from '@/lib/entries/list-row'
import { messageOf } from '@/lib/pages/failure'
import { undoList } from '@/lib/pages/library-actions'
import { addRule, applyRules, deleteRule, oddParts, useMatches, useRules } from '@/lib/pages/rules'
import { number } from '@/lib/pages/status-words'

interface Props {
  readonly rows: readonly ListRow[]
  readonly allTags: readonly string[]
  readonly say: (text: string) => void
  readonly onClose: () => void
}

/** What was done last, and how to take it back where that can be done. */
interface Done {
  readonly text: string
  readonly undo?: () => Promise<unknown>
}

/** The rules by which papers are tagged when they are saved: looked at, made, deleted, and done to the list as it is. */
export function RulesDialog({ rows, allTags, say, onClose }: Props) {
  const { value: rules, error } = useRules()
  const matches = useMatches(rows)
  const [busy, setBusy] = useState<string | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const run = async (text: string, work: () => Promise<Done | null>) => {
    setBusy(text)
    try {
      setDone(await work())
    } catch (failure) {
      say(messageOf(failure))
    } finally {
      setBusy(null)
    }
  }
  const shown = rules?.map(rule => ({ ...rule, matches: matches(rule.query)?.length })) ?? []
  return (
    <Dialog title="Tag rules" onClose={onClose}>
      {error && (
        <p class="notice bad" role="alert">
          The rules could not be read ({error.message}). Nothing was changed; close this and try again.
        </p>
      )}
      {rules && (
        <RuleList
          rules={shown}
          busy={busy !== null}
          onDelete={({ id, query, tag }) =>
            void run('Deleting', async () => {
              await deleteRule(id)
              return {
                text: 'Deleted a rule; the tags it gave stay',
                undo: () => addRule({ query, tag }, id),
              }
            })
          }
        />
      )}
      <RuleForm
        allTags={allTags}
        busy={busy !== null}
        count={query => matches(query)?.length}
        odd={oddParts}
        onAdd={(query, tag) =>
          void run('Adding', async () => {
            await addRule({ query, tag })
            return null
          })
        }
      />
      {busy && <BusyLine text={busy} />}
      {done && !busy && (
        <p class="muted" role="status">
          {done.text}.{' '}
          {done.undo && (
            <button
              type="button"
              class="linklike"
              onClick={() =>
                void run('Undoing', async () => {
                  await done.undo?.()
                  return null
                })
              }
            >
              <b>Undo</b>
            </button>
          )}
        </p>
      )}
      <p class="actions">
        <button type="button" class="btn" onClick={onClose}>
          Close
        </button>
        {rules && rules.length > 0 && (
          <button
            type="button"
            class="btn primary"
            disabled={busy !== null || rows.length === 0}
            onClick={() =>
              void run('Tagging', async () => {
                const text = await applyRules(rules, matches, (step, all) =>
                  setBusy(`Tagging ${number(step)} of ${number(all)}`),
                )
                return text.startsWith('Tagged') ? { text, undo: undoList } : { text }
              })
            }
          >
            Apply to the list now
          </button>
        )}
      </p>
    </Dialog>
  )
}
