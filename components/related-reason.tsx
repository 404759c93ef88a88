import type { RelatedPaper } from '@/lib/messaging/protocol'

const BEGINNINGS = {
  topics: 'shares ',
  words: 'shares ',
  authors: 'same authors: ',
  organization: 'same organisation: ',
}

/** Why a paper is shown: "shares *offline RL*, *pessimism*". */
export function RelatedReason({ reason }: { readonly reason: NonNullable<RelatedPaper['reason']> }) {
  return (
    <>
      {BEGINNINGS[reason.kind]}
      {reason.shared.map((shared, i) => (
        <span key={shared}>
          {i > 0 && ', '}
          <i dir="auto">{shared}</i>
        </span>
      ))}
    </>
  )
}
