import { addAction, changeAction, listActions } from './actions.ts'

export { actionsOf, addAction, changeAction, Curve, openActions, STATES } from './actions.ts'

export const programmeDoors = { actions: [addAction, changeAction], queries: [listActions] }
