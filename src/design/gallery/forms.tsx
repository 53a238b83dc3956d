import { Checkboxes, Radios } from '../choices.tsx'
import { DateInput } from '../date-input.tsx'
import { ErrorSummary } from '../error-summary.tsx'
import { CharacterCount, FileUpload, Input, Select, Textarea } from '../fields.tsx'
import { Button, Buttons } from '../form.tsx'
import { Specimen } from './specimen.tsx'

const YEARS = ['2025', '2026', '2027', '2028'].map((text) => ({ text, value: text }))
const COMPARED = [{ value: 'n', text: 'Statistical neighbours', hint: 'The ten nearest by DfE’s model' }, { value: 'r', text: 'Region' }, { divider: 'or' }, { value: 'e', text: 'England' }]

/** Every field, at rest and refused. */
export function Forms() {
  return (
    <>
      <Specimen name="A form at rest" use="One question to a label, in the words its reader would use. Hints say what a label cannot. Nothing is marked as required: what may be left out says so.">
        <form method="get" action="/design">
          <Input id="value" name="value" label="Value" hint="Exampleton’s last figure is 14.0%" suffix="%" width={5} inputMode="decimal" />
          <Input id="cost" name="cost" label="Cost in a year (may be left out)" prefix="£" width={10} inputMode="numeric" />
          <Select id="period" name="period" label="By when" items={YEARS} value="2027" />
          <Textarea id="reason" name="reason" label="Why this is right" rows={3} dir="auto" />
          <CharacterCount id="story" name="story" label="The story behind the curve" limit={20_000} rows={3} dir="auto" />
          <DateInput id="due" legend="When it is due" hint="For example, 31 3 2027" values={{ day: 31, month: 3, year: 2027 }} />
          <Radios name="compared" legend="Compared with" value="n" items={COMPARED} />
          <Radios name="often" legend="How often" isInline isSmall items={[{ value: 'm', text: 'Monthly' }, { value: 'y', text: 'Yearly' }]} />
          <Checkboxes name="ack" legend="Queries" isSmall values={['a']} items={[{ value: 'a', text: 'We have checked: these are right' }, { value: 'b', text: 'Tell the publisher' }]} />
          <FileUpload id="file" name="file" label="A file of figures" hint="CSV, parquet, workbook or zip" />
          <Buttons><Button>Set this target</Button><Button kind="secondary">Look first</Button><a href="#forms">Throw this away</a></Buttons>
        </form>
      </Specimen>
      <Specimen name="A form refused" use="It comes back with all that was typed. The summary stands at the head of the page; each of its sentences leads to a field and stands there again, word for word.">
        <ErrorSummary errors={REFUSED.map(([id, text]) => ({ text, href: `#${id}` }))} />
        <form method="get" action="/design">
          <Input id="value-refused" name="value" label="Value" error={REFUSED[0]![1]} suffix="%" width={5} value="fifty" inputMode="decimal" />
          <Select id="period-refused" name="period" label="By when" error={REFUSED[1]![1]} items={YEARS} value="2025" />
          <CharacterCount id="reason-refused" name="reason" label="Why this is right" error={REFUSED[2]![1]} limit={20_000} rows={3} dir="auto" value="هذا ما وصل إليه جيراننا." />
          <DateInput id="due-refused" legend="When it is due" error={REFUSED[3]![1]} wrong={['month']} values={{ day: 31, month: 13, year: 2027 }} />
          <Radios name="compared-refused" legend="Compared with" error={REFUSED[4]![1]} items={COMPARED} />
          <Checkboxes name="ack-refused" legend="Queries" error={REFUSED[5]![1]} items={[{ value: 'a', text: 'We have checked: these are right' }]} />
          <FileUpload id="file-refused" name="file" label="A file of figures" error={REFUSED[6]![1]} />
          <Buttons><Button>Set this target</Button></Buttons>
        </form>
      </Specimen>
      <Specimen name="Buttons" use="One button of colour to a form, with a verb of its own. A button that cannot be used stays where it is and says why; it is never greyed out without a word.">
        <Buttons><Button type="button">Take this file in</Button><Button type="button" kind="secondary">Preview</Button><Button type="button" kind="warning">End this area</Button><Button href="#forms">A link as a button</Button></Buttons>
        <Buttons><Button type="button" unavailable={{ describedBy: 'why-not' }}>Take this file in</Button></Buttons>
        <p class="small quiet" id="why-not">Can’t take it in yet: 3 rows stop it.</p>
        <p>In focus: <span class="design-focus">a link</span>. Whatever can be pressed is at least 24 px high and wide.</p>
      </Specimen>
    </>
  )
}

const REFUSED: [id: string, text: string][] = [
  ['value-refused', 'Enter the value as a number, like 50'], ['period-refused', 'Choose a year that is still ahead'], ['reason-refused', 'Say why, in no more than 20,000 characters'],
  ['due-refused-month', 'A year has 12 months'], ['compared-refused', 'Choose whom to compare with'], ['ack-refused', 'Say that you have checked these'], ['file-refused', 'This file is a picture. Give a CSV file, a workbook or a zip of them'],
]
