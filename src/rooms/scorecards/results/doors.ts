import type { Doors } from '#platform'
import { addContribution, endContribution } from './contributions.ts'
import { adoptFramework, dateFramework, listResults, makeFramework } from './frameworks.ts'
import { addIndicator, retireIndicator } from './indicators.ts'
import { addPerformanceMeasure, endPerformanceMeasure } from './performance-measures.ts'
import { rateIndicator } from './ratings.ts'
import { addResult, oneResult, retireResult, rewordResult } from './results.ts'
import { setRole } from './roles.ts'
import { addService, adoptStarterService, changeService, endService, listServices } from './services.ts'

/** Everything that can be done with, and asked of, results and services. */
export const resultDoors: Doors = {
  actions: [
    makeFramework, dateFramework, adoptFramework, addResult, rewordResult, retireResult, addIndicator, retireIndicator, setRole, rateIndicator,
    addService, adoptStarterService, changeService, endService, addPerformanceMeasure, endPerformanceMeasure, addContribution, endContribution,
  ],
  queries: [listResults, oneResult, listServices],
}
