import type { FileKind } from '#platform'
import { annexA } from '../annex-a/annex-a.ts'
import { attainment } from '../attainment/attainment.ts'
import { attendanceDaily } from '../attendance/daily.ts'
import { attendanceWeekly } from '../attendance/weekly.ts'
import { cin } from '../care/cin.ts'
import { schoolCensus } from '../census/census.ts'
import { ssda903 } from '../care/ssda903.ts'
import { ctf } from '../ctf/ctf.ts'
import { oneroster } from '../oneroster/oneroster.ts'
import { sen2 } from '../sen2/sen2.ts'
import { postcodes } from '../groups/postcodes.ts'
import { suspensions } from '../suspensions/suspensions.ts'

/** Every return about children, in the order they are asked whether they know a file. */
export const peopleKinds = [schoolCensus, cin, ssda903, sen2, ctf, oneroster, annexA, attendanceDaily, suspensions, attendanceWeekly, attainment, postcodes] as FileKind[]
