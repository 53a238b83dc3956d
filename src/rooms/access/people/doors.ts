import type { Doors } from '#platform'
import { giveChildRole } from './child-roles.ts'
import { invitations, inviteAgain, invitePerson, withdrawInvitation } from './invitation-actions.ts'
import { checkInvitations, inviteMany } from './invite-many.ts'
import { endKey, keys, makeKey } from './keys.ts'
import { comeBack, leave, signOutPerson } from './leaving.ts'
import { people, person } from './people-read.ts'
import { endRole, giveRoleToPerson, moveRole } from './role-actions.ts'
import { addRole, changeRole, roleTable, setCell } from './role-table.ts'
import { agreements, endAgreement, leaveAgreement, makeAgreement, signAgreement } from './sharing.ts'

/** Looking after people: who is here in which role, invitations, the table of roles, sharing agreements, keys. */
export const peopleDoors: Doors = {
  actions: [
    giveRoleToPerson, endRole, moveRole, leave, comeBack, signOutPerson, giveChildRole, invitePerson, inviteMany, inviteAgain, withdrawInvitation,
    setCell, addRole, changeRole, makeAgreement, signAgreement, leaveAgreement, endAgreement, makeKey, endKey,
  ],
  queries: [people, person, invitations, checkInvitations, roleTable, agreements, keys],
}
