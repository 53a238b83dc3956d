/** Why somebody who went to sign in elsewhere is not let in. */
export type Why = keyof typeof SENTENCES

/** Somebody is not let in; the page says why and what to do. */
export class NotLetIn extends Error {
  override name = 'NotLetIn'
  readonly why: Why

  constructor(why: Why) {
    super(why)
    this.why = why
  }
}

/** What the page says, with the provider's name. Nothing of what the provider sent is repeated. */
const SENTENCES = {
  silent: { status: 503, heading: 'It does not answer at the moment', says: (label) => `Belong gets no answer to signing in with ${label}. Try again in a few minutes, or sign in another way.` },
  refused: { status: 403, heading: 'You were not signed in', says: (label) => `You turned back, or signing in with ${label} was not allowed there. Start again, or ask whoever looks after your account there.` },
  'not genuine': { status: 403, heading: 'This answer could not be taken', says: (label) => `What came back from signing in with ${label} could not be shown to be genuine, so nobody was signed in. Start again. If it happens again, tell whoever looks after Belong.` },
  'no try': { status: 403, heading: 'Start again', says: (label) => `Signing in with ${label} was begun in another browser, took too long, or has been used already.` },
  unknown: { status: 403, heading: 'Nobody here is known by this account', says: (label) => `You signed in with ${label}, and nobody in Belong is linked with it. Open the invitation you were sent and accept it with this account; if you have none, ask whoever looks after people in your area.`, wantsAnother: true },
  'no organisation': { status: 403, heading: 'For which organisation?', says: (label) => `You signed in with ${label}, which did not say for which organisation you come. Start again and choose one there.`, wantsAnother: true },
  'no role there': { status: 403, heading: 'You hold no role there', says: (label) => `You signed in with ${label} for an organisation at which you hold no role in Belong today. Start again and choose another one, or ask whoever looks after people there to give you a role.`, wantsAnother: true },
  'invitation over': { status: 403, heading: 'This invitation can’t be used', says: () => 'It was used or withdrawn, or is over. Ask whoever sent it for another.' },
  'somebody else': { status: 403, heading: 'Sign in first as who you are here', says: (label) => `There is somebody in Belong with the address this invitation was sent to, who is not known by the account you signed in with (${label}). Sign in as you do otherwise, then open the invitation again.` },
} as const satisfies Record<string, Sentence>

interface Sentence {
  status: 403 | 503
  heading: string
  says: (label: string) => string
  /** They may want to come by another account or organisation, which the provider asks about only where it is told to. */
  wantsAnother?: true
}

/** A sentence by its reason. */
export const sentenceOf = (why: Why): Sentence => SENTENCES[why]
