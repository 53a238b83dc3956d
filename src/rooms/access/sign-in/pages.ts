import type { Pages } from '#platform'
import { accountPages } from './account-pages.tsx'
import { confirmPages } from './confirm-pages.tsx'
import { invitationPages } from './invitation-pages.tsx'
import { linkPages } from './link-pages.tsx'
import { signInPages } from './sign-in-pages.tsx'

/** Every page by which somebody comes in, and that of their own account. */
export const accessPages: Pages = (web, house) => {
  for (const pages of [signInPages, linkPages, invitationPages, confirmPages, accountPages]) pages(web, house)
}
