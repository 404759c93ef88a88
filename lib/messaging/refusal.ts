/** A refusal that the reader is shown as it is. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
