/** The demo's cast. Everyone in it is invented. The slug is what the sign-in button sends. */
export const CAST = [
  { slug: 'director', name: 'Amara Okafor', roleTitle: 'Director of children’s services', role: 'director' },
  { slug: 'programme-manager', name: 'Tomasz Wren', roleTitle: 'SEND programme manager', role: 'programme-manager' },
  { slug: 'wedge-chair', name: 'Marguerite Sallow', roleTitle: 'Chair of an area inclusion partnership', role: 'wedge-chair' },
  { slug: 'officer', name: 'Priya Marlowe', roleTitle: 'SEND officer', role: 'officer' },
  { slug: 'analyst', name: 'Sefu Lindqvist', roleTitle: 'Data analyst', role: 'analyst' },
  { slug: 'head', name: 'Joan Fairbrother', roleTitle: 'Headteacher, chair of the schools forum', role: 'head' },
  { slug: 'dpo', name: 'Ines Calloway', roleTitle: 'Data protection officer', role: 'dpo' },
] as const
