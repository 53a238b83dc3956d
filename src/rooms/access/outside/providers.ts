import { Refusal } from '#kernel'
import type { House, SignInProvider } from '#platform'

/** The providers people may sign in by, in the order of the settings: for the buttons on the sign-in page. */
export function providersOf({ settings }: Pick<House, 'settings'>): { id: string; label: string; for: SignInProvider['for'] }[] {
  return settings.signIn.map(({ id, label, for: whom }) => ({ id, label, for: whom }))
}

/** Where somebody whose session was begun by a provider shows there once more who they are; null for any other way of signing in. */
export function proveAgainThere({ settings }: Pick<House, 'settings'>, method: string, next: string): { label: string; href: string } | null {
  const found = settings.signIn.find(({ id }) => id === method)
  return found ? { label: found.label, href: `/sign-in/with/${found.id}?${new URLSearchParams({ again: 'yes', next })}` } : null
}

/** Where somebody who has signed out here leaves their provider too; null where their session was not begun by one. */
export function leaveThere({ settings }: Pick<House, 'settings'>, method: string | undefined): { label: string; href: string } | null {
  const found = settings.signIn.find(({ id }) => id === method)
  return found ? { label: found.label, href: `/sign-in/leave/${found.id}` } : null
}

export function providerOf({ settings }: Pick<House, 'settings'>, id: string): SignInProvider {
  const found = settings.signIn.find((one) => one.id === id)
  if (!found) throw new Refusal('missing', 'There is no such way to sign in here')
  return found
}
