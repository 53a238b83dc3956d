import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import {
  BackLink, Breadcrumbs, Button, Checkboxes, DateInput, Details, ErrorMessage, ErrorSummary, FileUpload, Input, InsetText, NotificationBanner, Pagination, Radios,
  Select, SummaryList, Table, Tag, Textarea, WarningText,
} from './index.ts'

// Our components against the markup that govuk-frontend publishes for each of its own. `data-module` is left out on both
// sides: it hooks scripts on, and our pages have none.

const input = (name: string, more = {}) => ({ name, ...more })

prove('button', {
  default: <Button>Save and continue</Button>,
  disabled: <Button disabled>Disabled button</Button>,
  link: <Button href="/">Link button</Button>,
  secondary: <Button name="secondary" kind="secondary">Secondary button</Button>,
  warning: <Button name="Warning" kind="warning">Warning button</Button>,
  name: <Button name="start-now">Submit</Button>,
})

prove('input', {
  default: <Input {...input('test-name')} label="National Insurance number" />,
  'with prefix and suffix and error': <Input id="input-with-prefix-suffix" name="cost" label="Cost per item, in pounds" prefix="£" suffix="per item" error="Error message goes here" />,
  'with label as page heading': <Input id="input-with-page-heading" name="test-name" label="National Insurance number" size="l" isHeading />,
  'with error, hint and describedBy': <Input name="with-error-hint-describedby" label="With error, hint and describedBy" hint="Hint" error="Error message" describedBy="test-target-element" />,
  'with spellcheck disabled': <Input id="input-with-spellcheck-disabled" name="spellcheck" label="Spellcheck is disabled" spellcheck={false} />,
})

prove('textarea', {
  default: <Textarea name="more-detail" label="Can you provide more detail?" />,
  'with hint and error message': <Textarea name="with-hint-error" label="With hint and error" hint="Hint" error="Error message" />,
  'with hint, error message and described by': <Textarea name="with-hint-error-describedby" label="With hint, error and describedBy" hint="Hint" error="Error message" describedBy="test-target-element" />,
})

prove('select', {
  default: <Select name="select-1" label="Label text goes here" value={2} items={[1, 2, 3].map((value) => ({ value, text: `GOV.UK frontend option ${value}`, disabled: value === 3 }))} />,
  'with hint text and error message': <Select name="select-2" label="Label text goes here" hint="Hint text goes here" error="Error message goes here" items={[1, 2, 3].map((value) => ({ value, text: `GOV.UK frontend option ${value}` }))} />,
  'without values with selected value': <Select name="colors" label="Label text goes here" value="Green" items={['Red', 'Green', 'Blue'].map((text) => ({ text }))} />,
})

const YES_NO = [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]

prove('radios', {
  default: <Radios name="example-default" legend="Have you changed your name?" items={YES_NO} />,
  'small inline': <Radios name="example" idPrefix="sort" isSmall isInline legend="Sort by" items={[{ value: 'relevance', text: 'relevance' }, { value: 'title', text: 'A to Z' }, { value: 'created', text: 'creation date' }]} />,
  'with a divider': <Radios name="example" idPrefix="example-divider" legend="How do you want to sign in?" items={[{ value: 'government-gateway', text: 'Use Government Gateway' }, { value: 'govuk-verify', text: 'Use GOV.UK Verify' }, { divider: 'or' }, { value: 'create-account', text: 'Create an account' }]} />,
  'with hint, error message and describedBy': <Radios name="example-error-message-hint" legend="Have you changed your name?" hint="This includes changing your last name or spelling your name differently." error="Please select an option" describedBy="test-target-element" items={YES_NO} />,
})

prove('checkboxes', {
  default: <Checkboxes name="nationality" legend="What is your nationality?" items={[{ value: 'british', text: 'British' }, { value: 'irish', text: 'Irish' }, { value: 'other', text: 'Citizen of another country' }]} />,
  'with error message and hint': <Checkboxes name="example" legend="What is your nationality?" hint="If you have dual nationality, select all options that are relevant to you." error="Please select an option" items={[{ value: 'british', text: 'British' }, { value: 'irish', text: 'Irish' }]} />,
  'with hints on items': <Checkboxes name="with-hints-on-items" legend="How do you want to sign in?" items={optionsOf('checkboxes', 'with hints on items')} />,
})

prove('date-input', {
  default: <DateInput id="dob" legend="What is your date of birth?" hint="For example, 31 3 1980" />,
  'with values': <DateInput id="with-values" legend="What is your date of birth?" hint="For example, 31 3 1980" values={{ day: 31, month: 3, year: 1980 }} />,
  'with errors only': <DateInput id="dob-errors" legend="What is your date of birth?" wrong={['day', 'month', 'year']} />,
  'with error on day input': <DateInput id="dob-day-error" legend="What is your date of birth?" hint="For example, 31 3 1980" error="Error message goes here" wrong={['day']} />,
})

prove('file-upload', {
  default: <FileUpload name="file-upload-1" label="Upload a file" />,
  'with error message and hint': <FileUpload name="file-upload-3" label="Upload a file" hint="Your photo may be in your Pictures, Photos, Downloads or Desktop folder. Or in an app like iPhoto." error="Error message goes here" />,
  'allows multiple files': <FileUpload name="file-upload-1" label="Upload a file" multiple />,
})

prove('error-summary', {
  default: <ErrorSummary errors={[{ text: 'The date your passport was issued must be in the past', href: '#example-error-1' }, { text: 'Enter a postcode, like AA1 1AA', href: '#example-error-2' }]} />,
  'with everything': <ErrorSummary description="Please fix the errors below." errors={[{ text: 'Invalid username or password' }, { text: 'Agree to the terms of service to log in', href: '#example-error-1' }]} />,
})

prove('error-message', { default: <ErrorMessage>Error message about full name goes here</ErrorMessage> })

prove('details', { expanded: <Details id="help-with-nationality" summary="Help with nationality" open>{option('details', 'expanded', 'text')}</Details> })

const MONTHS = [['January', '£85', '£95'], ['February', '£75', '£55'], ['March', '£165', '£125']]
const RATES = [{ label: 'Month you apply' }, { label: 'Rate for bicycles', isNumber: true }, { label: 'Rate for vehicles', isNumber: true }]

prove('table', {
  default: <Table columns={RATES} hidesHead rows={MONTHS} />,
  'with head and caption': <Table caption="Caption 1: Months and rates" captionSize="m" columns={RATES} rows={MONTHS} firstIsHeader />,
  'with firstCellIsHeader true': <Table columns={RATES} hidesHead rows={MONTHS} firstIsHeader />,
})

prove('tag', { default: <Tag>Alpha</Tag>, grey: <Tag colour="grey">Grey</Tag> })

const LINES = ['Address line 1', 'Address line 2', 'Address line 3', 'Address line 4', 'Address line 5']
const CONTACT = <><p class="govuk-body">email@email.com</p><p class="govuk-body">{LINES.map((line, at) => <>{line}{at < 4 ? <br /> : null}</>)}</p></>

prove('summary-list', {
  default: <SummaryList rows={[{ key: 'Name', value: 'Firstname Lastname' }, { key: 'Date of birth', value: '13/08/1980' }, { key: 'Contact information', value: CONTACT }]} />,
  'with some actions': <SummaryList rows={[{ key: 'Name', value: 'Firstname Lastname', actions: [{ href: '#', text: 'Edit', about: 'name' }, { href: '#', text: 'Delete', about: 'name' }] }, { key: 'Date of birth', value: '13/08/1980' }, { key: 'Contact information', value: CONTACT }]} />,
})

prove('inset-text', { default: <InsetText>It can take up to 8 weeks to register a lasting power of attorney if there are no mistakes in the application.</InsetText> })

prove('notification-banner', {
  default: <NotificationBanner text="This publication was withdrawn on 7 March 2014." />,
  'with type as success': <NotificationBanner kind="success" text="Email sent to example@email.com" />,
  'custom title id': <NotificationBanner titleId="my-id" text="This publication was withdrawn on 7 March 2014." />,
})

const page = (number: number, isCurrent = false) => ({ number, href: `/page/${number}`, isCurrent })

prove('pagination', {
  default: <Pagination previous={{ href: '/previous' }} next={{ href: '/next' }} items={[page(1), page(2, true), page(3)]} />,
  'with many pages': <Pagination previous={{ href: '/previous' }} next={{ href: '/next' }} items={[page(1), 'ellipsis', page(8), page(9), page(10, true), page(11), page(12), 'ellipsis', page(40)]} />,
  'with prev and next only and labels': <Pagination previous={{ href: '/previous', text: 'Previous page', label: 'Paying VAT and duty' }} next={{ href: '/next', text: 'Next page', label: 'Registering an imported vehicle' }} />,
  'first page': <Pagination next={{ href: '/next' }} items={[page(1, true), page(2), page(3)]} />,
})

prove('breadcrumbs', {
  'with last breadcrumb as current page': <Breadcrumbs items={[{ text: 'Home', href: '/' }, { text: 'Passports, travel and living abroad', href: '/browse/abroad' }, { text: 'Travel abroad' }]} />,
})

prove('back-link', { default: <BackLink href="#" /> })
prove('warning-text', { default: <WarningText>You can be fined up to £5,000 if you don’t register.</WarningText> })

interface Fixture {
  name: string
  html: string
  options: Record<string, never>
}

function fixturesOf(component: string): Fixture[] {
  const file = createRequire(import.meta.url).resolve(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Fixture[] }).fixtures
}

function option(component: string, name: string, key: string): string {
  return fixturesOf(component).find((fixture) => fixture.name === name)!.options[key]!
}

function optionsOf(component: string, name: string) {
  const items = fixturesOf(component).find((fixture) => fixture.name === name)!.options.items as unknown as { value: string; text: string; id: string; name: string; hint: { text: string } }[]
  return items.map(({ hint, ...item }) => ({ ...item, hint: hint.text }))
}

function prove(component: string, ours: Record<string, VNode>) {
  const fixtures = fixturesOf(component)
  for (const [name, drawn] of Object.entries(ours)) {
    test(`${component}, ${name}, is as govuk-frontend draws it`, () => {
      const fixture = fixtures.find((each) => each.name === name)
      assert.ok(fixture, `no fixture ${component}: ${name}`)
      assert.deepEqual(parts(renderToString(drawn)), parts(fixture.html))
    })
  }
}

/** Tags with their attributes in order of name, and words, without the white space that no browser shows. */
function parts(html: string) {
  const found: string[] = []
  for (const [, tag, text] of html.matchAll(/(<[^>]*>)|([^<]+)/g)) {
    if (text !== undefined) {
      const words = decoded(text).replace(/\s+/g, ' ').trim()
      if (words) found.push(words)
    } else if (tag && !/^<\/(path|br|input)/.test(tag)) {
      const [, name, rest] = /^<(\/?[a-z0-9]+)([^>]*?)\/?>$/s.exec(tag)!
      const attributes = [...rest!.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => `${key}=${decoded(value ?? '').replace(/\s+/g, ' ').trim()}`)
      found.push([name, ...attributes.filter((each) => !each.startsWith('data-module=')).sort()].join(' '))
    }
  }
  return found
}

function decoded(text: string) {
  return text.replaceAll('&#39;', '\'').replaceAll('&quot;', '"').replaceAll('&ctdot;', '⋯').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
