import type { ComponentChildren } from 'preact'
import { Button, type Field } from '../form.tsx'
import { FileUpload } from '../fields.tsx'

type Text = ComponentChildren

export interface GivenFile {
  name: string
  /** As it is shown: "18.4 MB". */
  size: string
  /** What became of it: a `Verdict`, or a word. */
  state?: Text
  /** Why it was not taken, and what to do. */
  error?: string
}

export interface MultiUploadProps extends Field {
  accept?: string
  given: GivenFile[]
  /** The name of a button that takes a file back; its value is the file's place in the list, from 0. */
  removeName?: string
}

/** Several files at once by the browser's own control, with a list of what has arrived so far. */
export function MultiUpload({ given, removeName, accept, ...field }: MultiUploadProps) {
  return (
    <>
      <FileUpload {...field} multiple {...(accept ? { accept } : {})} />
      <p class="files-given-count">{given.length === 0 ? 'No file has been given yet.' : given.length === 1 ? 'One file has been given:' : `${given.length} files have been given:`}</p>
      {given.length ? <ul class="files-given">{given.map((file, at) => <li>{givenFile(file, at, removeName)}</li>)}</ul> : null}
    </>
  )
}

function givenFile({ name, size, state, error }: GivenFile, at: number, removeName: string | undefined) {
  return (
    <>
      <div>
        <b dir="auto">{name}</b> <span class="small quiet">{size}</span>
        {error ? <p class="files-given-error"><span class="govuk-visually-hidden">Error:</span> {error}</p> : null}
      </div>
      <div>{state}</div>
      {removeName ? <Button kind="secondary" name={removeName} value={String(at)}>Take back<span class="govuk-visually-hidden"> {name}</span></Button> : null}
    </>
  )
}
