import { Button, Buttons, DataTable, drawPage, EmptyState, ErrorSummary, FileUpload, Hidden, Input, Opening, Page, type PageViewer, Section, Select, Textarea, Details } from '#design'
import { DataCrumbs } from '../data-crumbs.tsx'
import { counted, moment } from '../words.ts'

export interface RecipeLine {
  recipe: string
  name: string
  about: string
  version: number
  madeBy: string | null
  madeAt: Date | null
}

export interface RecipesPageProps {
  viewer: PageViewer
  nonce: string
  recipes: RecipeLine[]
  /** Files that wait for their columns to be matched. */
  waiting: { batchId: number; file: string; givenBy: string; givenAt: Date }[]
  mayNot: string | null
  errors: Record<string, string>
  once: string
}

/** Every recipe of the area, and the way in for a file no kind knows. */
export function drawRecipesPage({ viewer, nonce, recipes, waiting, mayNot, errors, once }: RecipesPageProps) {
  const wrong = Object.entries(errors)
  return drawPage(
    <Page title={wrong.length ? 'Error: Match columns' : 'Match columns'} viewer={viewer} path="/data" nonce={nonce}>
      <Opening kicker={<DataCrumbs here="mapping" />} heading="Any other list can go in too"
        standfirst="Give a spreadsheet Belong does not know, say once what its columns are, and the next one like it is read without asking." />
      {wrong.length ? <Section><ErrorSummary errors={wrong.map(([field, text]) => ({ text, href: `#${field}` }))} /></Section> : null}
      {waiting.length ? (
        <Section heading="Waiting for their columns" aside={counted(waiting.length, 'file')}>
          <DataTable caption="Files whose columns are still to be matched" hidesCaption columns={['File', 'Given']}
            rows={waiting.map(({ batchId, file, givenBy, givenAt }) => [<a href={`/data/mapping/${batchId}`}>{file}</a>, <>{givenBy}<br /><span class="small quiet">{moment(givenAt)}</span></>])} />
        </Section>
      ) : null}
      <Section heading="Give a file" aside="CSV, Excel (.xlsx) or OpenDocument (.ods)">
        {mayNot !== null ? <p>{mayNot}.</p> : (
          <form method="post" action="/data" enctype="multipart/form-data">
            <Hidden fields={{ as: 'mapped' }} />
            <FileUpload name="files" label="File" multiple accept=".csv,.tsv,.txt,.xlsx,.ods" error={errors['files']} />
            <Select name="recipe" label="Recipe" hint="Only where it is not told by the columns"
              items={[{ text: 'Tell it by the columns', value: '' }, ...recipes.map(({ name, recipe }) => ({ text: name, value: recipe }))]} />
            <Buttons><Button>Look at this file</Button></Buttons>
          </form>
        )}
      </Section>
      <Section heading="Recipes" aside={counted(recipes.length, 'recipe')}>
        {recipes.length ? (
          <DataTable caption="Recipes of the area" hidesCaption columns={['Recipe', 'About', 'Last changed']}
            rows={recipes.map(({ recipe, name, about, version, madeBy, madeAt }) => [
              <a href={`/data/mapping/recipes/${recipe}`}>{name}</a>, about,
              version === 0 ? 'Comes with Belong' : <>{madeBy}<br /><span class="small quiet">{madeAt ? moment(madeAt) : ''}, version {version}</span></>,
            ])} />
        ) : <EmptyState reason="No recipe yet" />}
        {mayNot === null ? (
          <Details summary="Bring a recipe from elsewhere" open={errors['body'] !== undefined}>
            <form method="post" action="/data/mapping/recipes">
              <Hidden fields={{ once }} />
              <Textarea name="body" label="Recipe, as JSON" rows={8} error={errors['body']} hint="As another area gave it to you: what the file recipe.json holds" spellcheck={false} />
              <Buttons><Button kind="secondary">Keep this recipe</Button></Buttons>
            </form>
          </Details>
        ) : null}
      </Section>
    </Page>,
  )
}

export interface RecipePageProps {
  viewer: PageViewer
  nonce: string
  recipe: string
  name: string
  target: string
  about: string | null
  version: number
  fields: { label: string; from: string; more: string }[]
  header: string[]
  history: { version: number; by: string; at: Date; isKept: boolean }[]
  /** Why this person may not end it; null who may. */
  mayNot: string | null
  errors: Record<string, string>
  once: string
}

/** A recipe: what it reads from where, who made it, and how to carry it elsewhere. */
export function drawRecipePage({ viewer, nonce, recipe, name, target, about, version, fields, header, history, mayNot, errors, once }: RecipePageProps) {
  return drawPage(
    <Page title={name} viewer={viewer} path="/data" nonce={nonce}>
      <Opening kicker={<><a href="/data">Data</a> · <a href="/data/mapping">Match columns</a></>} heading={name} standfirst={about ?? `Reads ${target.toLowerCase()}.`} />
      <Section heading="What it reads" aside={target}>
        <DataTable caption="Fields and where they are read from" hidesCaption columns={['What', 'From', 'Meaning']} rows={fields.map(({ label, from, more }) => [label, from, more || '–'])} />
      </Section>
      <Section heading="Files it is for">
        <p>Those with these columns, in any order: {header.join(', ')}.</p>
        <p><a href={`/data/mapping/recipes/${recipe}/recipe.json`}>Take it away as recipe.json</a></p>
      </Section>
      {history.length ? (
        <Section heading="Who changed it" aside={counted(history.length, 'version')}>
          <DataTable caption="Versions, newest first" hidesCaption columns={['Version', 'By', 'When', 'State']}
            rows={history.map(({ version: one, by, at, isKept }) => [String(one), by, moment(at), !isKept ? 'Ended' : one === version ? 'In use' : 'Before'])} />
        </Section>
      ) : null}
      <Section heading="Stop using it">
        {mayNot !== null ? <p>{mayNot}.</p> : (
          <form method="post" action={`/data/mapping/recipes/${recipe}/end`}>
            <Hidden fields={{ once }} />
            <Input name="reason" label="Why" error={errors['reason']} hint={version === 0 ? 'It comes with Belong; here it would no longer be offered.' : 'What was read by it stays.'} />
            <Buttons><Button kind="warning">End this recipe</Button></Buttons>
          </form>
        )}
      </Section>
    </Page>,
  )
}
