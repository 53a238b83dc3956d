/** What whoever runs Belong can mend: a folder, a disk, a database. `message` is the sentence to print; exit 3. */
export class OperatorFault extends Error {
  override name = 'OperatorFault'
}
