import type { ComponentChildren } from 'preact'
import { type Options, said } from './fixtures-test-kit.tsx'
import {
  BackLink, Breadcrumbs, Button, CharacterCount, Checkboxes, DateInput, Details, ErrorMessage, ErrorSummary, FileUpload, Hint, Input, InsetText, InterruptionCard,
  NotificationBanner, Page, type PageLink, Pagination, Panel, Radios, Select, SummaryCard, SummaryList, Table, Tabs, Tag, TaskList, Textarea, WarningText,
} from './index.ts'
import { Fieldset, Label } from './form.tsx'

type Items = Options[]

/** Parameters of govuk-frontend in the words of our components. What ours do not take is passed over here, and then missed in the comparison. */
export const DRAWN: Record<string, (o: Options) => ComponentChildren> = {
  'back-link': (o) => <BackLink href={o.href ?? '#'} {...given({ children: said(o) })} />,
  breadcrumbs: (o) => <Breadcrumbs items={items(o).map((item) => given({ text: words(item), href: item.href }))} {...given({ collapses: o['collapseOnMobile'] as boolean | undefined, label: o['labelText'] as string | undefined })} />,
  button: (o) => <Button {...given({ kind: KINDS[o.classes ?? ''], ...pick(o, 'href', 'name', 'value', 'id', 'type', 'disabled') }) as object}>{said(o)}</Button>,
  'character-count': (o) => (
    <CharacterCount {...field(o)} {...area(o)} limit={(o['maxlength'] ?? o['maxwords']) as number} {...given({ counts: o['countType'] as 'words' | undefined })} />
  ),
  checkboxes: (o) => <Checkboxes {...options(o)} {...given({ values: o['values'] as string[] | undefined })} />,
  'date-input': (o) => <DateInput id={o.id!} legend={said(o.fieldset?.legend)} {...dateParts(o)} {...given({ ...heading(o.fieldset?.legend, 'govuk-fieldset__legend--'), hint: said(o.hint), error: said(o.errorMessage), describedBy: o.fieldset?.describedBy, namePrefix: o['namePrefix'] as string | undefined })} />,
  details: (o) => <Details summary={said({ text: o['summaryText'] as string, html: o['summaryHtml'] as string })} {...given({ id: o.id, open: o['open'] as boolean | undefined })}>{said(o)}</Details>,
  'error-message': (o) => <ErrorMessage {...given({ id: o.id })}>{said(o)}</ErrorMessage>,
  'error-summary': (o) => (
    <ErrorSummary {...given({ title: words(titled(o)), description: words({ text: o['descriptionText'] as string, html: o['descriptionHtml'] as string }) })}
      errors={((o['errorList'] ?? []) as Items).map((error) => given({ text: words(error), href: error.href }))} />
  ),
  fieldset: (o) => <Fieldset legend={said(o.legend)} {...given({ ...heading(o.legend, 'govuk-fieldset__legend--'), role: o['role'] as 'group' | undefined, describedBy: o.describedBy })}>{o.html ? said({ html: o.html }) : null}</Fieldset>,
  'file-upload': (o) => <FileUpload {...field(o)} {...given(pick(o, 'multiple', 'disabled')) as object} />,
  hint: (o) => <Hint {...given({ id: o.id })}>{said(o)}</Hint>,
  input: (o) => (
    <Input {...field(o)} {...given({ ...pick(o, 'value', 'type', 'autocomplete', 'pattern', 'spellcheck', 'disabled'), inputMode: o['inputmode'], prefix: said(o['prefix'] as Options), suffix: said(o['suffix'] as Options), width: Number(/^govuk-input--width-(\d+)$/.exec(o.classes ?? '')?.[1]) || undefined }) as object} />
  ),
  'inset-text': (o) => <InsetText {...given({ id: o.id })}>{said(o)}</InsetText>,
  label: (o) => <Label {...given({ ...heading(o, 'govuk-label--'), for: o['for'] as string | undefined })}>{said(o)}</Label>,
  'notification-banner': (o) => (
    <NotificationBanner {...given({ kind: o['type'] === 'success' ? 'success' as const : undefined, title: words(titled(o)), titleId: o['titleId'] as string | undefined, text: o.html ? undefined : o.text })}>{o.html ? said(o) : null}</NotificationBanner>
  ),
  pagination: (o) => (
    <Pagination {...given({
      previous: turn(o['previous'] as Options), next: turn(o['next'] as Options), label: o['landmarkLabel'] as string | undefined,
      items: o.items?.flatMap((item): (PageLink | 'ellipsis')[] => (!item || !Object.keys(item).length ? [] : item['ellipsis'] ? ['ellipsis' as const] : [given({ number: item['number'] as number, href: item.href!, isCurrent: item['current'] as boolean | undefined })])),
    })} />
  ),
  panel: (o) => {
    const shared = { title: said(titled(o)), children: said(o), ...given({ level: o['headingLevel'] as 1 | undefined }) }
    return o.classes?.includes('interruption') ? <InterruptionCard {...shared} actions={o.actions ? items(o.actions).map(panelAction) : []} /> : <Panel {...shared} />
  },
  radios: (o) => <Radios {...options(o)} {...given({ value: o.value as string | undefined, isInline: o.classes?.includes('--inline') })} />,
  select: (o) => <Select {...field(o)} items={items(o).map((item) => given({ text: item.text!, value: item.value, disabled: item.disabled }))} {...given({ value: o.value ?? items(o).filter((item) => item['selected']).map((item) => item.value ?? item.text!)[0] })} />,
  'skip-link': (o) => onlySkipLink(o),
  'summary-list': (o) => {
    const list = { rows: ((o['rows'] ?? []) as (Options | null)[]).filter((row) => !!row).map(summaryRow), hasNoBorder: o.classes === 'govuk-summary-list--no-border' }
    const card = o['card'] as Options | undefined
    if (!card) return <SummaryList {...list} />
    return <SummaryCard title={said(card.title)} {...list} {...given({ level: card.title?.['headingLevel'] as 2 | undefined, actions: card.actions ? items(card.actions).map((each) => ({ href: each.href!, text: said(each) })) : undefined })} />
  },
  table: (o) => {
    const head = (o['head'] ?? []) as Items
    const rows = o['rows'] as Items[]
    const columns = Array.from({ length: Math.max(head.length, ...rows.map((row) => row?.length ?? 0)) }, (_, at) => given({ label: head[at] ? said(head[at]) : null, isNumber: [head[at], ...rows.map((row) => row?.[at])].some((cell) => cell?.['format'] === 'numeric') || undefined }))
    return <Table columns={columns} hidesHead={!head.length} rows={rows.filter((row) => !!row).map((row) => row.filter((cell) => !!cell).map(said))} {...given({ caption: o['caption'] as string | undefined, captionSize: size(o['captionClasses'] as string | undefined, 'govuk-table__caption--') as 'm' | undefined, firstIsHeader: o['firstCellIsHeader'] as boolean | undefined })} />
  },
  tabs: (o) => <Tabs items={items(o).map((item) => ({ label: item['label'] as unknown as string, id: item.id!, panel: panelOf(item['panel'] as Options) }))} {...given({ id: o.id, title: o.title as unknown as string | undefined })} />,
  tag: (o) => <Tag>{said(o)}</Tag>,
  'task-list': (o) => (
    <TaskList {...given({ idPrefix: o['idPrefix'] as string | undefined })} items={items(o).map((item) => {
      const status = item['status'] as Options
      const tag = status['tag'] as Options | undefined
      return given({ title: said(item.title), href: item.href, hint: said(item.hint), status: tag ? <Tag>{said(tag)}</Tag> : said(status), isBlocked: status.classes === 'govuk-task-list__status--cannot-start-yet' || undefined })
    })} />
  ),
  textarea: (o) => <Textarea {...field(o)} {...area(o)} />,
  'warning-text': (o) => <WarningText>{said(o)}</WarningText>,
}

const KINDS: Record<string, 'secondary' | 'warning' | 'inverse' | undefined> = { 'govuk-button--secondary': 'secondary', 'govuk-button--warning': 'warning', 'govuk-button--inverse': 'inverse' }

/** The parameters that were given: ours tell a parameter left out from one that is undefined. */
function given<T extends object>(all: T) {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }
}

const pick = (o: Options, ...keys: string[]) => Object.fromEntries(keys.map((key) => [key, o[key]]))
const items = (o: Options) => (o.items ?? []).filter((item): item is Options => !!item)
const words = (o: Options) => said(o) as string
const titled = (o: Options) => ({ text: o['titleText'] as string, html: o['titleHtml'] as string })
const size = (classes: string | undefined, look: string) => (classes?.startsWith(look) ? classes.slice(look.length) : undefined) as 's' | 'm' | 'l' | 'xl' | undefined
const heading = (o: Options | undefined, look: string) => ({ size: size(o?.classes, look), isHeading: o?.isPageHeading })
const turn = (o: Options | undefined) => (o ? given({ href: o.href!, text: o.text ?? o.html, label: o['labelText'] as string | undefined }) : undefined)
const panelOf = (o: Options) => (o.html ? said(o) : <p class="govuk-body">{o.text}</p>)

function field(o: Options) {
  return given({ name: o.name!, id: o.id, label: said(o.label), ...heading(o.label, 'govuk-label--'), hint: said(o.hint), error: said(o.errorMessage), describedBy: o.describedBy })
}

const area = (o: Options) => given(pick(o, 'value', 'rows', 'autocomplete', 'spellcheck')) as object

/** Values and faults of day, month and year, which govuk-frontend takes in three ways: all together, part by part, or as items. */
function dateParts(o: Options) {
  const prefix = o['namePrefix'] ? `${o['namePrefix'] as string}-` : ''
  const of = (part: string) => (o[part] as Options | undefined) ?? items(o).find(({ name }) => name === part)
  const value = (part: string) => of(part)?.value ?? (o['values'] as Record<string, string> | undefined)?.[prefix + part]
  const faults = DATE_PARTS.map((part) => of(part)?.['error'] as boolean | undefined ?? (of(part)?.classes?.includes('govuk-input--error') || undefined))
  // Where one part is said to be wrong, the others are right; where one is said to be right, the others are wrong.
  const wrong = faults.includes(true) ? DATE_PARTS.filter((_, at) => faults[at]) : faults.includes(false) ? DATE_PARTS.filter((_, at) => faults[at] !== false) : undefined
  return given({ wrong, values: given(Object.fromEntries(DATE_PARTS.map((part) => [part, value(part)]))) as object })
}

const DATE_PARTS = ['day', 'month', 'year'] as const

function options(o: Options) {
  return {
    ...given({ name: o.name!, idPrefix: o['idPrefix'] as string | undefined, legend: said(o.fieldset?.legend), ...heading(o.fieldset?.legend, 'govuk-fieldset__legend--'), hint: said(o.hint), error: said(o.errorMessage), describedBy: o.fieldset?.describedBy ?? o.describedBy, isSmall: o.classes?.includes('--small') }),
    items: items(o).map((item) => ('divider' in item ? { divider: item['divider'] as string } : given({ value: String(item.value), text: said(item), hint: said(item.hint), id: item.id, name: item.name, disabled: item.disabled, checked: item['checked'] as boolean | undefined }))),
  }
}

function summaryRow(row: Options) {
  const actions = row.actions ? items(row.actions) : undefined
  return given({ key: said(row['key'] as Options), value: said(row.value as unknown as Options), actions: actions?.map((each) => given({ href: each.href!, text: said(each), about: each['visuallyHiddenText'] as string | undefined })) })
}

function panelAction(action: Options) {
  const { form, ...sent } = (action['attributes'] ?? {}) as Record<string, string>
  return given({ text: said(action), href: action.href, looksLikeButton: action.href !== undefined && action['type'] !== undefined || undefined, form, ...pick(sent as Options, 'name', 'value') as { name?: string; value?: string } })
}

/** The link is a part of every page and nothing by itself: the first link of one, led where the fixture's leads. */
function onlySkipLink(o: Options) {
  const body = Page({ title: 'T', viewer: null, path: '/', nonce: 'n', children: null }).props.children[1].props.children as { props: { class?: string; children: string } }[]
  const link = body.find((part) => part.props.class === 'govuk-skip-link')!
  return <a {...link.props} href={o.href ?? '#'}>{link.props.children}</a>
}
