export { type AmountStyle, showAmount, showBare, showChange, showDifference } from './amount.ts'
export { assetPath, assetsFolder } from './assets.ts'
export { type ChartLinks, Figure, type FigureProps } from './chart-figure.tsx'
export { type AreaColours, areaColours, contrast, isLegible } from './colour.ts'
export { CurveChart, type CurveChartProps, type CurvePoint } from './curve-chart.tsx'
export { describeCurve } from './curve-description.ts'
export {
  Button, type ButtonProps, Buttons, Checkboxes, type Choice, DateInput, type DateInputProps, ErrorMessage, ErrorSummary, type ErrorSummaryProps, type Field,
  FileUpload, FormGroup, Hidden, Hint, Input, type InputProps, type Option, type OptionsProps, Radios, Select, Textarea,
} from './form.tsx'
export { GapChart, type GapChartProps, type GapGroup } from './gap-chart.tsx'
export { Glyph, type GlyphName } from './glyph.tsx'
export {
  BackLink, type BannerProps, Breadcrumbs, type Column, type Crumb, Details, InsetText, NotificationBanner, pagesAround, type PageLink, Pagination,
  type PaginationProps, SummaryList, type SummaryRow, Table, type TableProps, type TableRow, Tag, WarningText,
} from './govuk.tsx'
export { drawPage, NAVIGATION, type NavigationItem, Page, type PageProps, type PageViewer } from './page.tsx'
export {
  BATCH_STATES, type BatchState, BigNumber, type BigNumberProps, Columns, Counts, DataTable, type DataTableProps, EmptyState, Foot, Found, Note, Opening,
  type OpeningProps, ProgressBar, type ProgressBarProps, Rows, Section, type SectionProps, StateTag, type Step, Steps, Tally, Verdict,
} from './parts.tsx'
export { RankChart, type RankChartProps, type RankPlace } from './rank-chart.tsx'
export { SmallCurve, type SmallCurveProps, Spark, type SparkProps } from './spark.tsx'
