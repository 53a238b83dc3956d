import { Checkboxes } from './choices.tsx'
import { Input } from './fields.tsx'
import { Button, Buttons, Hidden } from './form.tsx'
import { Details } from './govuk.tsx'

export interface KeepViewProps {
  /** The page being shown with its choices, from the first slash on. */
  address: string
  /** A fresh key, so that the same form sent twice keeps one view. */
  once: string
}

/** Keeps the page as it is set up under a name, for oneself or for everyone of the area. */
export function KeepView({ address, once }: KeepViewProps) {
  return (
    <Details summary="Keep this view" id="keep-view">
      <form method="post" action="/views">
        <Hidden fields={{ address, once }} />
        <Input label="Name of the view" name="name" id="view-name" width={20} dir="auto" hint="Absence for the board, for instance" />
        <Checkboxes name="shared" idPrefix="view-shared" items={[{ value: 'yes', text: 'Everyone of the area may use it' }]} isSmall />
        <Buttons><Button kind="secondary">Keep it</Button></Buttons>
      </form>
    </Details>
  )
}
