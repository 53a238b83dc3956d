import { PromiseList } from '../promise-list.tsx'
import { years } from './invented.ts'
import { Specimen } from './specimen.tsx'

/** Promises in each state, with a curve, with two, and with none. */
export function PromiseSpecimen() {
  const curve = { place: 'Exampleton', unit: '%', decimals: 1, periods: years(2016, 2024), breaks: ['2021'], life: { from: 0, to: 2 } }
  return (
    <Specimen name="Was it kept?" use="What a strategy asked to be judged by, promise by promise: the verdict in word, shape and colour, why, and the curve over the life of the strategy and on. Where nothing is published the frame stays empty, with the reason.">
      <PromiseList items={[
        { id: 'specimen-1', number: 1, body: 'Absence falls each year', state: 'kept', why: 'Overall absence: Exampleton down from 5.1% in 2016 to 4.9% in 2017; down from 4.9% in 2017 to 4.6% in 2018.', curves: [{ ...curve, caption: 'Overall absence', values: [5.1, 4.9, 4.6, 4.7, null, 7.5, 7.4, 7.2, 7.1], england: [4.6, 4.7, 4.8, 4.7, null, 7.6, 7.4, 7.2, 7] }] },
        { id: 'specimen-2', number: 2, body: 'Results at 11 are above national', state: 'not-kept', why: 'Pupils at the expected standard at 11: Exampleton 60.0%, England 65.0% in 2018.', note: 'Judged on the nearest published figure.', curves: [{ ...curve, caption: 'Pupils at the expected standard at 11', values: [48, 55, 60, 61, null, null, 53, 54, 55], england: [54, 62, 65, 65, null, null, 59, 60, 61] }] },
        { id: 'specimen-3', number: 3, body: 'The agreed target on exclusions is met', state: 'cannot-be-known', why: 'It gives neither a value nor a date.', toKnow: 'The agreement itself.', curves: [
          { ...curve, caption: 'Nearest published figure, not judged: Suspensions', values: [5, 6.1, 4.2, 5.2, 3.2, 3.9, 8.5, 10.3, 12.8], england: null, life: null },
          { ...curve, caption: 'Nearest published figure, not judged: Permanent exclusions', values: Array<null>(9).fill(null), england: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1] },
        ] },
        { id: 'specimen-4', number: 4, body: 'Children enjoy school', state: 'cannot-be-known', why: 'Nobody said how enjoyment is to be measured.', toKnow: 'The same question, put to children in all schools each year.', curves: [], none: 'never measured' },
      ]} />
    </Specimen>
  )
}
