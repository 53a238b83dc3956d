import { type Choice, Checkboxes, Found, Hidden, Input, Select } from '#design'
import type { MapField } from '#platform'
import { samplesOf, wordsOf } from './guess.ts'
import { nameKey } from './find-header.ts'
import type { FoundTable } from './map-rows.ts'
import { columnValue, NO_COLUMN, NOTHING, SAME, UNSAID } from './mapping-form.ts'
import { DATE_ORDERS, guessOrder, readCode } from './read-cell.ts'
import type { Matched } from './recipe.ts'

interface MatchedFieldProps {
  field: MapField
  match: Matched | undefined
  table: FoundTable
  error: string | undefined
}

/** One thing a column can be: which column it is, three of its values, and what its days and words mean. */
export function MatchedField({ field, match, table, error }: MatchedFieldProps) {
  if (field.isOnce) return <div class="matched"><Fixed field={field} match={match} error={error} label={field.label} /></div>
  const column = match?.column === undefined ? undefined : table.columns.find(({ key }) => key === nameKey(match.column!))
  const value = column ? columnValue(table.columns, column) : match?.fixed === undefined ? NO_COLUMN : SAME
  return (
    <div class="matched">
      <div>
        <Select name={`from-${field.name}`} label={field.label} error={error} hint={field.hint ?? null} value={value} items={choicesOf(field, table)} />
        <Hidden fields={{ [`was-${field.name}`]: value }} />
      </div>
      <div>
        {column ? <Samples table={table} at={column.at} /> : null}
        {value === SAME || mayBeSame(field) ? <Fixed field={field} match={match} error={undefined} label={`${field.label}, the same in every row`} isQuiet={value !== SAME} /> : null}
        {column && field.kind === 'date' ? <Dates field={field} match={match!} table={table} column={column} /> : null}
        {column && field.kind === 'setting' ? (
          <Checkboxes name={`down-${field.name}`} isSmall values={match?.fillsDown ? ['yes'] : []} items={[{ value: 'yes', text: 'A blank cell means the same as the one above' }]} />
        ) : null}
        {column && field.kind === 'code' ? <Words field={field} match={match!} table={table} column={column} /> : null}
      </div>
    </div>
  )
}

/** What a file may say in its name instead of in a column. */
const mayBeSame = ({ kind, isNeeded }: MapField) => (isNeeded ?? false) && (kind === 'code' || kind === 'setting' || kind === 'number')

function choicesOf(field: MapField, table: FoundTable): Choice[] {
  return [
    { text: 'Not in this file', value: NO_COLUMN },
    ...(mayBeSame(field) ? [{ text: 'The same in every row', value: SAME }] : []),
    ...table.columns.map((column) => ({ text: `${column.name}: ${samplesOf(table, column).map((cell) => shortened(cell, 18)).join(' · ') || 'empty'}`, value: columnValue(table.columns, column) })),
  ]
}

function Samples({ table, at }: { table: FoundTable; at: number }) {
  const samples = samplesOf(table, { at, name: '', key: '' })
  return <p class="samples">{samples.length ? samples.map((cell, n) => <>{n ? ' ' : null}<Found>{shortened(cell, 40)}</Found></>) : <span class="quiet">Every cell of it is blank</span>}</p>
}

function Fixed({ field, match, error, label, isQuiet }: Omit<MatchedFieldProps, 'table'> & { label: string; isQuiet?: boolean }) {
  const name = `fixed-${field.name}`
  const value = match?.fixed ?? ''
  const hint = isQuiet ? 'Only where no column says it' : field.isOnce ? (field.hint ?? null) : null
  if (field.codes) {
    return <Select name={name} label={label} error={error} hint={hint} value={value} items={[{ text: 'Choose', value: '' }, ...field.codes.map(({ code, label: text }) => ({ text, value: code }))]} />
  }
  return <Input name={name} label={label} error={error} hint={hint} value={value} width={20} />
}

function Dates({ field, match, table, column }: { field: MapField; match: Matched; table: FoundTable; column: FoundTable['columns'][number] }) {
  const { isSure, order } = guessOrder(samplesOf(table, column, 500))
  // A workbook has days, not writings of them: there is nothing to choose.
  if (isSure && order === 'ymd') return null
  return (
    <Select name={`dates-${field.name}`} label={`How days are written in ${column.name}`} value={match.dates ?? 'dmy'}
      hint={isSure ? null : 'No day in it is past the 12th, so nobody can tell from the file: look whether this is right'}
      items={Object.entries(DATE_ORDERS).map(([value, text]) => ({ value, text }))} />
  )
}

/** The words of the file, each with the code it stands for. */
function Words({ field, match, table, column }: { field: MapField; match: Matched; table: FoundTable; column: FoundTable['columns'][number] }) {
  const words = wordsOf(table, column)
  if (!words) return <p class="govuk-error-message">This column has too many different words to be {field.label.toLowerCase()}. Choose another.</p>
  const items = [
    { text: 'Nobody has said', value: UNSAID }, { text: 'Means nothing: leave it blank', value: NOTHING },
    ...(field.codes ?? []).map(({ code, label }) => ({ text: code === label ? code : `${label} (${code})`, value: code })),
  ]
  return (
    <>
      {words.map(({ word, times }, at) => {
        const code = readCode(word, field, match.codes)
        return (
          <div class="matched-word">
            <Hidden fields={{ [`word-${field.name}-${at}`]: word }} />
            <Select name={`code-${field.name}-${at}`} value={code === null ? UNSAID : code === '' ? NOTHING : code} items={items}
              label={<>“{shortened(word, 40)}” <span class="quiet">{times === 1 ? 'once' : `${times.toLocaleString('en-GB')} times`}</span></>} />
          </div>
        )
      })}
    </>
  )
}

const shortened = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
