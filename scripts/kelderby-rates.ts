/**
 * Makes seed/kelderby-rates.json: the few published rates of England by which Kelderby is held to be like a real city.
 *   node --import tsx scripts/kelderby-rates.ts ../shared/data
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'

const from = process.argv[2] ?? '../shared/data'

/** Ours, LAIT's short name, and what it is a rate of. */
const RATES = [
  ['absence', 'TotAbs', '% of possible sessions missed, ages 5 to 15'],
  ['absence-primary', 'PriTotAbs', '% of possible sessions missed, state-funded primary schools'],
  ['absence-secondary', 'SecTotAbs', '% of possible sessions missed, state-funded secondary schools'],
  ['absence-special', 'total_absence_special', '% of possible sessions missed, special schools'],
  ['persistent', 'TotPerAbNew', '% of enrolments missing a tenth or more of their own possible sessions'],
  ['persistent-primary', 'SFPriPerAbNew', '% of enrolments missing a tenth or more, state-funded primary schools'],
  ['persistent-secondary', 'SFSecPerAbNew', '% of enrolments missing a tenth or more, state-funded secondary schools'],
  ['severe', 'TotSevPerAbNew', '% of enrolments missing half or more'],
  ['suspensions', 'TotFixedEx', 'suspensions for each 100 pupils'],
  ['suspensions-primary', 'PriFixedEx', 'suspensions for each 100 pupils, state-funded primary schools'],
  ['suspensions-secondary', 'SecFixedEx', 'suspensions for each 100 pupils, state-funded secondary schools'],
  ['suspended-once-secondary', 'Sec_ Pup_FixedEx', '% of pupils suspended once or more, state-funded secondary schools'],
  ['permanent', 'TotPermEx', 'permanent exclusions for each 100 pupils'],
  ['free-meals-primary', 'PriFSM', '% of pupils eligible for free school meals, state-funded primary schools'],
  ['free-meals-secondary', 'SecFSM', '% of pupils eligible for free school meals, state-funded secondary schools'],
  ['plans', 'SEN_TotStat', '% of pupils with an EHC plan'],
  ['sen-support', 'SEN_TotSENSuP', '% of pupils with SEN support'],
  ['gld', 'FSP_NEW_GOODDEV', '% of five-year-olds with a good level of development'],
  ['gld-free-meals', 'FSP_Gooddev_FSM', '% with a good level of development, of those eligible for free meals'],
  ['ks2-rwm', 'KS2RWM_Expected_STD', '% at the expected standard in reading, writing and mathematics at the end of key stage 2'],
  ['ks2-rwm-free-meals', 'FSM_NEW_KS2_RWM', '% at the expected standard in all three, of those eligible for free meals'],
  ['ks2-rwm-sen-support', 'NEW_KS2_RWM_Sen_W/Osta', '% at the expected standard in all three, of those with SEN support'],
  ['attainment-8', 'AVG_Attain8_Score', 'average Attainment 8 score'],
  ['attainment-8-free-meals', 'FSM_AVG_Attain8_Score', 'average Attainment 8 score, of those eligible for free meals'],
  ['looked-after', 'LAC', 'children looked after for each 10,000 aged 0 to 17'],
  ['in-need', 'CIN', 'children in need for each 10,000 aged 0 to 17'],
  ['plans-within-20-weeks', 'SEN_EHC_All_20wks', '% of new EHC plans issued within 20 weeks, exceptions included'],
  ['requests-refused', 'EHCP_Initial_req_refused', '% of initial requests for an EHC assessment that were refused'],
] as const

const { data } = Papa.parse<Record<string, string>>(readFileSync(join(from, 'area', 'lait_leeds_derby_neighbours.csv'), 'utf8').replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true })
const england = data.filter((row) => row['LA and Regions'] === 'England' && /\d/.test(row['Values'] ?? '') && row['Years'] !== '0')

const rates = RATES.map(([rate, short, of]) => {
  const rows = england.filter((row) => row['Short Desc'] === short).sort((one, other) => (one['Years']! < other['Years']! ? -1 : 1))
  const last = rows.at(-1)
  if (!last) throw new Error(`There is no ${short} for England`)
  // What is not whole carries binary noise beyond ten digits.
  return { rate, of, england: Number(Number(last['Values']).toPrecision(10)), period: last['Years'], lait: short }
})

writeFileSync('seed/kelderby-rates.json', `{
 "about": "Published rates of England that Kelderby is held against (kelderby/calibration.test.ts). Crown copyright, Open Government Licence v3.0.",
 "source": "Department for Education, Local Authority Interactive Tool; each by its short name there",
 "rates": [
${rates.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}
 ]
}
`)
