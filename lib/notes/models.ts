import { parseSummaryModel, type SummaryModel } from '../summary/model'
import { parseTopicModel, type TopicModel } from '../topics/model'

/** What was learned ahead and ships with Gloss, each read on first use; null where it cannot be read. */
export interface Models {
  summary(): Promise<SummaryModel | null>
  topics(): Promise<TopicModel | null>
}

/** The models that ship with Gloss; `read` gives one of their files. */
export function shippedModels(read: (file: string) => Promise<ArrayBuffer>): Models {
  return {
    summary: once('summary-model.bin', read, parseSummaryModel),
    topics: once('topic-model.bin', read, parseTopicModel),
  }
}

function once<T>(
  file: string,
  read: (file: string) => Promise<ArrayBuffer>,
  parse: (bytes: ArrayBuffer) => T,
): () => Promise<T | null> {
  let model: Promise<T | null> | undefined
  return () => {
    model ??= read(file)
      .then(parse)
      .catch(error => {
        // A note says less without it; the next time it is tried again.
        console.error(`Gloss: ${file} could not be read`, error)
        model = undefined
        return null
      })
    return model
  }
}
