/** Fixtures of components we offer that ours do not draw, and why. Each is proven to be unlike ours: a reason that no longer holds fails the test. */
export const SKIPPED: { because: string; fixtures: Record<string, string[]> }[] = [
  {
    because: 'Ours take no classes from outside: what a page needs to look otherwise is a component.',
    fixtures: {
      'back-link': ['inverse', 'classes'],
      breadcrumbs: ['inverse', 'classes'],
      button: ['start', 'classes', 'link classes', 'start link', 'start link with html'],
      'character-count': ['classes', 'formGroup with classes', 'custom classes on countMessage', 'custom classes with error message'],
      checkboxes: ['with optional form-group classes showing group error', 'classes', 'with label classes', 'fieldset params'],
      'date-input': ['with errors only (using classes)', 'with errors only (using items and classes)', 'classes', 'with error on single field using classes', 'with error on single item using classes', 'items with classes', 'items without classes', 'with optional form-group classes'],
      details: ['classes'],
      'error-message': ['classes'],
      'error-summary': ['classes'],
      fieldset: ['legend classes', 'classes'],
      'file-upload': ['classes', 'with optional form-group classes'],
      hint: ['classes'],
      input: ['with extra letter spacing', 'classes', 'with prefix with classes', 'with suffix with classes', 'with customised input wrapper', 'with optional form-group classes'],
      'inset-text': ['classes'],
      label: ['classes'],
      'notification-banner': ['classes'],
      pagination: ['with custom classes'],
      panel: ['classes', 'interruption with custom classes', 'interruption, with actions classes and attributes', 'interruption, submit action', 'interruption, button link', 'interruption, no actions items'],
      radios: ['with optional form-group classes showing group error', 'small', 'small with error', 'small with hint', 'label with classes', 'fieldset params'],
      select: ['with optional form-group classes', 'with full width override'],
      'summary-list': ['no-border on last row', 'key with classes', 'actions with classes', 'classes on items', 'rows with classes', 'summary card with custom classes', 'overridden-widths'],
      table: ['classes', 'head with classes', 'firstCellIsHeader with classes', 'rows with classes', 'with small text modifier for tables with a lot of data'],
      tabs: ['classes', 'no item list'],
      'task-list': ['custom classes'],
      textarea: ['classes', 'with optional form-group classes'],
      'warning-text': ['classes'],
    },
  },
  {
    because: 'Ours take no attributes, roles or spans from outside.',
    fixtures: {
      'back-link': ['attributes'],
      breadcrumbs: ['attributes', 'item attributes'],
      button: ['attributes', 'link attributes'],
      'character-count': ['attributes', 'with textarea maxlength attribute'],
      checkboxes: ['attributes', 'items with attributes', 'label with attributes'],
      'date-input': ['attributes', 'with input attributes'],
      details: ['attributes'],
      'error-message': ['attributes'],
      'error-summary': ['attributes', 'error list with attributes'],
      fieldset: ['attributes'],
      'file-upload': ['attributes'],
      hint: ['attributes'],
      input: ['attributes', 'with prefix with attributes', 'with suffix with attributes', 'with autocapitalize turned off'],
      'inset-text': ['attributes'],
      label: ['attributes'],
      'notification-banner': ['custom role', 'attributes', 'custom tabindex', 'role=alert overridden to role=region, with type as success'],
      pagination: ['with custom attributes'],
      panel: ['attributes'],
      radios: ['attributes', 'items with attributes', 'label with attributes'],
      select: ['attributes', 'attributes on items'],
      'summary-list': ['attributes', 'actions with attributes', 'summary card with custom attributes'],
      table: ['attributes', 'head with rowspan and colspan', 'head with attributes', 'firstCellIsHeader with rowspan and colspan', 'firstCellIsHeader with attributes', 'rows with rowspan and colspan', 'rows with attributes'],
      tabs: ['attributes', 'item with attributes', 'panel with attributes'],
      tag: ['attributes'],
      'task-list': ['custom attributes'],
      textarea: ['attributes'],
      'warning-text': ['attributes'],
    },
  },
  {
    because: 'A link that looks like a button says it is a link: without a script the space bar would not press it.',
    fixtures: {
      button: ['link', 'explicit link'],
    },
  },
  {
    because: 'A state that only a pointer or the keyboard brings about; here it is forced by a class. The page of the system shows focus.',
    fixtures: {
      button: ['default hover state', 'default active state', 'default focus state', 'secondary hover state', 'secondary active state', 'secondary focus state', 'warning hover state', 'warning active state', 'warning focus state', 'inverse hover state', 'inverse active state', 'inverse focus state'],
      'task-list': ['forced hover state'],
    },
  },
  {
    because: 'It prepares for a script of govuk-frontend, and our pages have none.',
    fixtures: {
      button: ['don\'t prevent double click', 'prevent double click'],
      'character-count': ['with count type \'characters\' and threshold', 'with count type \'words\' and threshold', 'with threshold', 'with translations', 'with count type \'length\''],
      checkboxes: ['with divider and None', 'small with divider and None'],
      'error-summary': ['autofocus disabled', 'autofocus explicitly enabled'],
      'file-upload': ['enhanced', 'enhanced, with error message and hint', 'enhanced, multiple files', 'enhanced, custom wrapper classes and attributes'],
      'notification-banner': ['auto-focus disabled, with type as success', 'auto-focus explicitly enabled, with type as success'],
    },
  },
  {
    because: 'Nothing appears or hides on a choice: without a script it would always be there.',
    fixtures: {
      checkboxes: ['with pre-checked values', 'with divider, None and conditional items', 'with conditional items', 'small with conditional reveal', 'with conditional items with special characters', 'with conditional item checked', 'textarea in conditional'],
      radios: ['with conditional items', 'with conditional item checked', 'small with conditional reveal', 'textarea in conditional', 'with conditional items with special characters', 'with conditional items and pre-checked value'],
    },
  },
  {
    because: 'The words that explain a part aloud are English, and the same everywhere.',
    fixtures: {
      'character-count': ['with custom textarea description'],
      'date-input': ['with translations'],
      'error-message': ['translated', 'with visually hidden text', 'visually hidden text removed'],
      'file-upload': ['translated'],
      pagination: ['with custom accessible labels on item links'],
      'warning-text': ['icon fallback text only'],
    },
  },
  {
    because: 'The heading of a banner is an h2.',
    fixtures: {
      'notification-banner': ['custom title heading level'],
    },
  },
  {
    because: 'Ours are given ids and values as words or numbers, never left out, and one value says what is chosen.',
    fixtures: {
      label: ['empty'],
      select: ['item selected overrides value', 'with falsy values'],
      tabs: ['idPrefix'],
    },
  },
  {
    because: 'Our lists have no holes, so their ids count what is there.',
    fixtures: {
      checkboxes: ['with falsy values'],
      'date-input': ['with empty items'],
      radios: ['with falsy items'],
      'task-list': ['with empty values'],
    },
  },
  {
    because: 'A count without a limit in characters or words, which a script would set.',
    fixtures: {
      'character-count': ['with maxwords', 'to configure in JavaScript', 'with neither maxlength nor maxwords set', 'with neither maxlength, maxwords nor textarea description set'],
    },
  },
  {
    because: 'A date has a legend, and all of day, month and year, named so.',
    fixtures: {
      'date-input': ['with values, name prefix and custom names', 'day and month', 'day and month (using items)', 'month and year', 'month and year (using items)', 'custom pattern', 'custom inputmode', 'with nested name', 'with id on items', 'suffixed id', 'with item value', 'with field value', 'with field value and items', 'with field value and item value', 'with field value, item value and values', 'with field value overriding values', 'with autocomplete values'],
    },
  },
  {
    because: 'The skip link leads to the page’s main part and has one wording.',
    fixtures: {
      'skip-link': ['with focus', 'no href', 'custom href', 'custom text', 'html as text', 'html', 'classes', 'attributes'],
    },
  },
  {
    because: 'Tags have one colour: a judgement is a verdict.',
    fixtures: {
      tag: ['grey', 'turquoise', 'green', 'purple', 'pink', 'red', 'orange', 'yellow'],
      'task-list': ['default', 'with hint text and additional states', 'with all possible colours', 'with very long single word tags'],
    },
  },
  {
    because: 'A button sends its form; without a script one that does not would do nothing.',
    fixtures: {
      panel: ['interruption'],
    },
  },
]

/** Components of govuk-frontend that we do not offer, and why. */
export const NOT_OFFERED: Record<string, string> = {
  accordion: 'Hides with a script; sections and details do without.',
  'cookie-banner': 'We set no cookie that may be refused.',
  'exit-this-page': 'For pages where somebody may be watched; none of ours yet.',
  feedback: 'None of ours asks yet.',
  footer: 'Ours is in `Page`: the crown and GOV.UK are not ours to show.',
  'generic-header': 'Ours is in `Page`.',
  header: 'Ours is in `Page`: the crown and GOV.UK are not ours to show.',
  'language-navigation': 'English alone, so far.',
  'password-input': 'Nobody types a password here.',
  'phase-banner': 'What is not finished is not shown.',
  'service-navigation': 'Ours is in `Page`.',
}
