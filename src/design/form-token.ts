/** A page says in its head for which session it was drawn; a script that sends something of its own reads it there. */
export const TOKEN_META = 'belong-token'

const META = new RegExp(`<meta name="${TOKEN_META}" content="([\\w-]+)"/>`)
const FORM = /<form\b(?:[^>"]|"[^"]*")*>/g

/**
 * Puts the session's token into every form of a drawn page that changes something. It is done last, to the text that one person gets:
 * what is drawn once for several never holds it.
 */
export function withFormTokens(drawn: string) {
  const token = META.exec(drawn)?.[1]
  if (token === undefined) return drawn
  const field = `<input type="hidden" name="_token" value="${token}"/>`
  return drawn.replace(FORM, (form) => (/ method="post"/i.test(form) ? form + field : form))
}
