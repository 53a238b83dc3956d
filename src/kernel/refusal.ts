const STATUS = { invalid: 422, forbidden: 403, missing: 404, conflict: 409, 'too-often': 429 } as const

export type RefusalKind = keyof typeof STATUS

/** A request we understood and turn down, with a sentence a person can act on. Anything else that goes wrong is a fault. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly kind: RefusalKind
  /** What is wrong by input field; empty where no one field is to blame. */
  readonly fields: Record<string, string>

  constructor(kind: RefusalKind, message: string, fields: Record<string, string> = {}) {
    super(message)
    this.kind = kind
    this.fields = fields
  }

  get status() {
    return STATUS[this.kind]
  }
}

/** The same was tried too often: it may be tried again after so many seconds. */
export class TooOften extends Refusal {
  override name = 'TooOften'
  readonly seconds: number

  constructor(message: string, seconds: number) {
    super('too-often', message)
    this.seconds = seconds
  }
}
