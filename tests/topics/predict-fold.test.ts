import { expect, test } from 'vitest'
import { foldedTopics } from '@/lib/topics/predict-fold'

const topic = (label: string, key: string, confidence = 0.5) => ({ label, key, confidence })

test.each([
  [
    'a name with and without its hyphen',
    [topic('XmodelLM', 'xmodellm'), topic('Xmodel-LM', 'xmodel lm')],
    ['XmodelLM'],
  ],
  [
    'a part of what was said before',
    [topic('graph theory', 'graph theory'), topic('graph', 'graph')],
    ['graph theory'],
  ],
  [
    'other words',
    [topic('graph theory', 'graph theory'), topic('lanterns', 'lantern')],
    ['graph theory', 'lanterns'],
  ],
])('%s', (_, topics, expected) => {
  expect(foldedTopics(topics).map(({ label }) => label)).toEqual(expected)
})
