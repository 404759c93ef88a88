/**
 * Does `work` for the latest of what is asked: one thing at a time and, of those asked for meanwhile, only the last.
 * What was overtaken is never handed on, so that an older answer cannot replace a newer one.
 */
export function latestOnly<Asked, Answer>(
  work: (asked: Asked) => Promise<Answer>,
  on: {
    readonly done: (asked: Asked, answer: Answer) => void
    readonly failed: (asked: Asked, error: unknown) => void
  },
): { ask(asked: Asked): void; forget(): void } {
  let turn = 0
  let busy = false
  let waiting: { readonly asked: Asked } | undefined

  async function go(asked: Asked): Promise<void> {
    busy = true
    const mine = turn
    try {
      const answer = await work(asked)
      if (mine === turn) on.done(asked, answer)
    } catch (error) {
      if (mine === turn) on.failed(asked, error)
    }
    busy = false
    const next = waiting
    waiting = undefined
    if (next) void go(next.asked)
  }

  return {
    ask(asked) {
      turn++
      if (busy) waiting = { asked }
      else void go(asked)
    },
    /** What is under way is not wanted any more. */
    forget() {
      turn++
      waiting = undefined
    },
  }
}
