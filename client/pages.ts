/** The rules' pages, as they are shipped with the extension: opened by a diagnostic's link, a code action, or a command. */
import { commands, type QuickPickItem, Uri, window, workspace } from 'vscode'

export interface Pages {
  /** Shows a rule's page as a Markdown preview. Without a rule, or with one that has no page, lets the user choose. */
  explain(rule?: string): Promise<void>
}

/** `folder` holds a Markdown file for each rule, named after it; `schema`, that of settings, has their list: a folder on the web has none. */
export function createPages(folder: Uri, schema: Uri): Pages {
  const rules = async (): Promise<readonly QuickPickItem[]> => {
    const { properties }: SettingsSchema = JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(schema)))
    return Object.entries(properties.rules.properties).map(([label, { description }]) => ({
      label,
      detail: description,
    }))
  }

  return {
    async explain(rule) {
      const known = await rules()
      const chosen =
        known.find(({ label }) => label === rule) ??
        (await window.showQuickPick(known, { title: 'Explain a rule', matchOnDetail: true }))
      if (chosen) await commands.executeCommand('markdown.showPreview', Uri.joinPath(folder, `${chosen.label}.md`))
    },
  }
}

/** Of the schema of settings, the part that lists the rules. */
interface SettingsSchema {
  readonly properties: {
    readonly rules: { readonly properties: Readonly<Record<string, { readonly description: string }>> }
  }
}
