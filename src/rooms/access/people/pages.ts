import type { Pages } from '#platform'
import { invitePages } from './invite-pages.tsx'
import { keysPages } from './keys-pages.tsx'
import { peoplePages } from './people-pages.tsx'
import { rolesPages } from './roles-pages.tsx'
import { sharingPages } from './sharing-pages.tsx'

/** Everything about people and what they may do. Invitations come first: their addresses lie below that of people. */
export const administrationPages: Pages = (web, house) => {
  for (const pages of [invitePages, peoplePages, rolesPages, sharingPages, keysPages]) pages(web, house)
}
