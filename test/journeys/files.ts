/**
 * Files to take in: data sets as "explore education statistics" publishes them, with a measure nobody counts, so that no figure of
 * anybody's can be mistaken for it.
 */
export interface FileToGive {
  name: string
  mimeType: string
  buffer: Buffer
}

const HEAD = 'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,sen_status,pupils,quiet_room_percent'
const ENGLAND = 'National,E92000001,England,,,,,'
const DERBY = 'Local authority,E92000001,England,E12000004,East Midlands,831,E06000015,Derby'
const LEEDS = 'Local authority,E92000001,England,E12000003,Yorkshire and The Humber,383,E08000035,Leeds'

const META = `col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column
sen_status,Filter,SEN provision,,,,,
pupils,Indicator,Pupils asked,,,0,,
quiet_room_percent,Indicator,Pupils who know of a quiet room,,%,1,,
`

const GOOD = [
  `202324,Academic year,${ENGLAND},Total,800,50`, `202425,Academic year,${ENGLAND},Total,900,52.5`,
  `202324,Academic year,${DERBY},Total,80,40`, `202425,Academic year,${DERBY},Total,90,38.5`,
  `202324,Academic year,${DERBY},SEN support,20,30`, `202425,Academic year,${DERBY},SEN support,24,25`,
  `202425,Academic year,${LEEDS},Total,120,61.5`,
]

/** Everything in it can be loaded. */
export const goodFiles = pair('quiet_rooms', [HEAD, ...GOOD])

/** The same a year later: Derby’s latest is revised, Leeds’ is the same. */
export const newerFiles = pair('quiet_rooms', [HEAD, ...GOOD.map((row) => row.replace('90,38.5', '91,39.5'))])

/** Row 4 has a word where a figure stands; rows 5 and 6 give two figures for one place, period and filter. */
export const faultyFiles = pair('quiet_corners', [
  HEAD.replace('quiet_room', 'quiet_corner'), GOOD[0]!, GOOD[1]!, GOOD[2]!.replace('80,40', '80,lots'),
  GOOD[3]!, GOOD[3]!.replace('38.5', '99.5'), GOOD[6]!,
], META.replaceAll('quiet_room', 'quiet_corner').replace('quiet room', 'quiet corner'))

/** It does not say what its periods are: somebody has to. */
export const undatedFiles = pair('quiet_doors',
  [HEAD.replace('quiet_room', 'quiet_door'), ...GOOD].map((row) => row.replace(/time_identifier,|Academic year,/, '')), META.replaceAll('quiet_room', 'quiet_door').replace('quiet room', 'quiet door'))

/** The description of a data set without the data set. */
export const hopelessFiles = goodFiles.slice(1).map((file) => ({ ...file, name: 'quiet_halls.meta.csv' }))

/** No kind of file that Belong reads. */
export const strangeFiles: FileToGive[] = [{ name: 'minutes.txt', mimeType: 'text/plain', buffer: Buffer.from('Those present agreed to meet again.\n') }]

function pair(name: string, rows: string[], meta = META): FileToGive[] {
  return [{ name: `${name}.csv`, text: `${rows.join('\n')}\n` }, { name: `${name}.meta.csv`, text: meta }].map((file) => ({ name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.text) }))
}
