/** A setting is missing, unknown or malformed; `message` is the one line to print before exit 2. */
export class SettingsFault extends Error {
  override name = 'SettingsFault'
}
