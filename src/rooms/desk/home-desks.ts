import type { Verb } from '#rooms/access'

/** A part of home. */
export type SectionId = 'headlines' | 'promises' | 'due' | 'plan' | 'kept' | 'publish' | 'drafts' | 'data' | 'agenda' | 'stories' | 'questions' | 'remarks' | 'public' | 'deeds' | 'watch'

/** What somebody who holds these verbs comes for, most pressing first. */
interface Desk {
  holds: Verb[]
  sections: SectionId[]
}

/** The first desk all of whose verbs somebody holds is theirs; what they are called counts for nothing. */
const DESKS: Desk[] = [
  // Answers for the area: how it stands, whether promises were kept, what the public is shown.
  { holds: ['scorecard:publish', 'audit:read'], sections: ['headlines', 'promises', 'due', 'publish', 'remarks'] },
  // Runs the programme: what is late by priority, and what the scorecard lacks.
  { holds: ['strategy:write', 'scorecard:publish'], sections: ['plan', 'kept', 'drafts', 'publish', 'headlines', 'promises'] },
  // Brings the figures.
  { holds: ['published:import'], sections: ['data', 'agenda', 'headlines', 'stories', 'kept'] },
  // Chairs a partnership: where it should be, and who does what about it.
  { holds: ['target:set'], sections: ['headlines', 'due', 'remarks', 'promises'] },
  // Knows the cases: why a curve goes as it does.
  { holds: ['story:write'], sections: ['stories', 'questions', 'due', 'headlines'] },
  // Does a part of it.
  { holds: ['action:write'], sections: ['headlines', 'due', 'remarks', 'promises'] },
  // Watches who did what, and what left the house.
  { holds: ['audit:read'], sections: ['watch', 'deeds', 'public', 'headlines'] },
  { holds: [], sections: ['headlines', 'promises'] },
]

/** The sections of home for somebody who holds these verbs, in their order. */
export function sectionsFor(may: ReadonlySet<Verb>): readonly SectionId[] {
  return DESKS.find(({ holds }) => holds.every((verb) => may.has(verb)))!.sections
}
