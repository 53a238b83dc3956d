import { Rows, Section } from '#design'
import type { Verb } from '#rooms/access'
import type { HomeProps } from './home-page.tsx'

interface HomeDoor {
  href: string
  name: string
  says: string
  /** Any of these verbs, held anywhere in the area, opens it. */
  opensWith: readonly Verb[]
}

/** What stands behind each door of the house that only some may open, in the order they are come for. */
const DOORS: readonly HomeDoor[] = [
  { href: '/my', name: 'What is shared with you', says: 'Your record or your child’s: what was written for you, who can see it, who looked.', opensWith: ['family:read'] },
  { href: '/children', name: 'Children', says: 'Those within your reach today, each with what your role lets you see. Every look is noted.', opensWith: ['child:read'] },
  { href: '/people', name: 'People', says: 'Who works here, in which role, from when until when; invitations, movers and leavers.', opensWith: ['people:manage'] },
  { href: '/roles', name: 'Roles', says: 'What each role may do, as a table that can be read and changed.', opensWith: ['role:change', 'audit:read'] },
  { href: '/sharing', name: 'Sharing agreements', says: 'What places that signed let one another see, why, and until when.', opensWith: ['sharing:manage', 'people:manage'] },
  { href: '/keys', name: 'Keys for programs', says: 'What programs may do in somebody’s name, and until when.', opensWith: ['key:make'] },
  { href: '/rights', name: 'People’s rights', says: 'Requests with their clocks, what is held of whom and how long, erasure, the record of processing.', opensWith: ['rights:manage'] },
  { href: '/rights/notices', name: 'Notices', says: 'What people are told about their data and about these pages.', opensWith: ['notice:write'] },
]

/** The doors beside the figures: children, people, rights. Nothing where a person may open none of them. */
export function DoorsSection({ home: { reaches } }: HomeProps) {
  const open = DOORS.filter(({ opensWith }) => opensWith.some((verb) => reaches.has(verb)))
  if (!open.length) return null
  return (
    <Section heading="Children and people" id="doors" aside="What your roles open here">
      <Rows items={open.map(({ href, name, says }) => <><a href={href}><b>{name}</b></a><br /><span class="small quiet">{says}</span></>)} />
    </Section>
  )
}
