import { expect, test } from 'vitest'
import { score } from '../bench/quality'
import { describeShared, sharedPath } from '../shared'

describeShared('Key sentences beside summaries that people wrote', () => {
  test('are as near to them as was promised', async () => {
    const { metrics } = await score(sharedPath('bench/scitldr-dev'))
    expect(metrics['rouge-1']).toBeGreaterThanOrEqual(42.5)
    expect(metrics['rouge-2']).toBeGreaterThanOrEqual(21)
    expect(metrics['rouge-l']).toBeGreaterThanOrEqual(34.8)
  }, 60_000)
})
