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
  { href: '/children/groups', name: 'Target groups', says: 'How many of them are in each group today, by which rule and from which return.', opensWith: ['return:give', 'identity:decide'] },
  { href: '/children/duplicates', name: 'Records that may be one child', says: 'Pairs that returns left in doubt, with what speaks for one child and what against.', opensWith: ['identity:decide'] },
  { href: '/children/claims', name: 'Children on two rolls', says: 'Children a school says it has while another has them on roll; its word waits for yours.', opensWith: ['identity:decide'] },
  { href: '/returns', name: 'Returns', says: 'What is expected, what came, what is late; what to sign and what is contested.', opensWith: ['return:give', 'return:sign', 'calendar:keep'] },
  { href: '/data/quality', name: 'Data quality', says: 'What is incomplete, late, or says two things, and who sees to it.', opensWith: ['return:give'] },
  { href: '/places/settings', name: 'Settings', says: 'Schools and other settings, what they lie in, and those returns name that nobody knows.', opensWith: ['setting:keep'] },
  { href: '/services-offered', name: 'Services offered', says: 'What there is for children and families, by age, day and place, as those who run it tell.', opensWith: ['child:read', 'return:give', 'family:read'] },
  { href: '/people', name: 'People', says: 'Who works here, in which role, from when until when; invitations, movers and leavers.', opensWith: ['people:manage'] },
  { href: '/roles', name: 'Roles', says: 'What each role may do, as a table that can be read and changed.', opensWith: ['role:change', 'audit:read'] },
  { href: '/sharing', name: 'Sharing agreements', says: 'What places that signed let one another see, why, and until when.', opensWith: ['sharing:manage', 'people:manage'] },
  { href: '/keys', name: 'Keys for programs', says: 'What programs may do in somebody’s name, and until when.', opensWith: ['key:make'] },
  { href: '/rights', name: 'People’s rights', says: 'Requests with their clocks, what is held of whom and how long, erasure, the record of processing.', opensWith: ['rights:manage'] },
  { href: '/rights/notices', name: 'Notices', says: 'What people are told about their data and about these pages.', opensWith: ['notice:write'] },
]

/** The doors beside the figures: children, returns, people, rights. Nothing where a person may open none of them. */
export function DoorsSection({ home: { reaches } }: HomeProps) {
  const open = DOORS.filter(({ opensWith }) => opensWith.some((verb) => reaches.has(verb)))
  if (!open.length) return null
  return (
    <Section heading={open.some(({ href }) => href === '/returns') ? 'Children, people and data' : 'Children and people'} id="doors" aside="What your roles open here">
      <Rows items={open.map(({ href, name, says }) => <><a href={href}><b>{name}</b></a><br /><span class="small quiet">{says}</span></>)} />
    </Section>
  )
}
