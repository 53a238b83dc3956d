import { press } from './steps.ts'
import { DERBY } from './traces.ts'
import { openThen, type PageInState, state } from './ways.ts'

export function dataStates(batches: Record<string, string>): PageInState[] {
  return [
    state('data', 'analyst', '/data'),
    state('data without the verb', 'officer', '/data'),
    { name: 'data, no file given', person: 'analyst', show: (page) => openThen(page, '/data', () => press(page, 'Check these files')) },
    state('batch of what comes with Belong', 'analyst', '/data/1'),
    ...Object.entries(batches).map(([name, path]) => state(`batch ${name}`, 'analyst', path)),
    state('batch, one rule', 'analyst', `${batches['with faults']}?rule=figure`),
    state('batch without the verb', 'officer', batches['with faults']!),
    { name: 'batch, word not given', person: 'analyst', show: (page) => openThen(page, batches['with faults']!, () => press(page, 'Take this file in')) },
    { name: 'batch, undo without a reason', person: 'analyst', show: (page) => openThen(page, batches['taken in']!, () => press(page, 'Undo this import')) },
  ]
}

export function placeStates(): PageInState[] {
  return [
    state('places', 'director', '/places'),
    state('place', 'director', `/places/${DERBY}`),
    state('place elsewhere', 'director', '/places/E06000058'),
    state('place that is over', 'director', '/places/E10000009'),
    state('region', 'director', '/places/E12000004'),
  ]
}
