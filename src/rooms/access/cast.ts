/** Where somebody of the cast stands in invented Kelderby: the whole area, one of its schools, or one of its children. */
type InKelderby = { role: string; at: 'area' | 'wedge' | 'school' } | { role: string; of: readonly number[] }

/** The demo's cast. Everyone in it is invented. The slug is what the sign-in button sends; `role` is held in Derby and Leeds, and in Kelderby where nothing else is said. */
export const CAST: readonly { slug: string; name: string; roleTitle: string; role: string; kelderby?: readonly InKelderby[] }[] = [
  { slug: 'director', name: 'Amara Okafor', roleTitle: 'Director of children’s services', role: 'director' },
  { slug: 'programme-manager', name: 'Tomasz Wren', roleTitle: 'SEND programme manager', role: 'programme-manager' },
  { slug: 'wedge-chair', name: 'Marguerite Sallow', roleTitle: 'Chair of an area inclusion partnership', role: 'wedge-chair', kelderby: [{ role: 'wedge-chair', at: 'wedge' }] },
  { slug: 'officer', name: 'Priya Marlowe', roleTitle: 'SEND officer', role: 'officer', kelderby: [{ role: 'officer', at: 'area' }, { role: 'case-officer', of: [0, 1] }] },
  { slug: 'analyst', name: 'Sefu Lindqvist', roleTitle: 'Data analyst', role: 'analyst' },
  { slug: 'data-manager', name: 'Farrukh Delaney', roleTitle: 'Data manager', role: 'data-manager', kelderby: [{ role: 'data-manager', at: 'area' }] },
  { slug: 'head', name: 'Joan Fairbrother', roleTitle: 'Headteacher, chair of the schools forum', role: 'head', kelderby: [{ role: 'head', at: 'school' }, { role: 'panel-member', of: [2, 3] }] },
  { slug: 'senco', name: 'Idris Penhallow', roleTitle: 'SENCO', role: 'board-member', kelderby: [{ role: 'senco', at: 'school' }] },
  { slug: 'panel-member', name: 'Noor Ashdown', roleTitle: 'Educational psychologist, panel member', role: 'board-member', kelderby: [{ role: 'panel-member', of: [2, 3, 4] }] },
  { slug: 'health-partner', name: 'Callum Oyelaran', roleTitle: 'Designated clinical officer', role: 'board-member', kelderby: [{ role: 'invited-partner', of: [0] }] },
  { slug: 'board-member', name: 'Ruth Anselm', roleTitle: 'Member of the programme board', role: 'board-member' },
  { slug: 'administrator', name: 'Bea Holloway', roleTitle: 'Administrator of Belong', role: 'administrator' },
  { slug: 'dpo', name: 'Ines Calloway', roleTitle: 'Data protection officer', role: 'dpo' },
  { slug: 'parent', name: 'Dawn Pettigrew', roleTitle: 'Parent', role: 'family', kelderby: [{ role: 'parent', of: [0] }] },
  { slug: 'young-person', name: 'Kit Pettigrew', roleTitle: 'Young person', role: 'family', kelderby: [{ role: 'young-person', of: [1] }] },
]
