import { expect, it } from 'vitest'
import { type Document, mean } from '../bench/data'
import { topicScores } from '../bench/topic-scores'
import { describeShared, readShared } from '../shared'

describeShared('Topics of texts with known keyphrases', () => {
  it.each<[set: string, every: number, least: number, baseline: string]>([
    ['hf-keywords', 3, 44, 'a linear model over 27 features has 36.2'],
    ['inspec-test', 1, 45, 'a linear model over 27 features has 39.5'],
  ])(
    'of %s are found',
    (set, every, least) => {
      const lines = readShared(`bench/${set}/docs.jsonl`).trim().split('\n')
      const documents = lines.filter((_, i) => i % every === 0).map(line => JSON.parse(line) as Document)
      expect(documents.length).toBeGreaterThan(400)
      expect(mean(topicScores(documents))['f1@10']).toBeGreaterThanOrEqual(least)
    },
    60_000,
  )
})
