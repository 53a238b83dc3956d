import { addAction, changeAction, listActions } from './actions.ts'

export { actionsOf, addAction, changeAction, openActions, STATES } from './actions.ts'
export { Curve, type CurveKey, curveNamed } from './curve.ts'

export const programmeDoors = { actions: [addAction, changeAction], queries: [listActions] }
