import { huggingFace } from './hugging-face'
import type { DailySource } from './source'

/** Every daily digest Gloss can follow. A new one is one file and one line here. */
export const dailySources: readonly DailySource[] = [huggingFace]

/** The source with this id, or undefined. */
export function sourceById(id: string): DailySource | undefined {
  return dailySources.find(source => source.id === id)
}
