/** Reads one file of Kubernetes manifests, apart from all others. */
import { configMapsIn, type Embedded } from './embedded.ts'
import { readYaml } from './yaml.ts'

export interface KubernetesFile {
  readonly kind: 'kubernetes'
  readonly file: string
  readonly embedded: readonly Embedded[]
}

/** What is no valid YAML is some template, or is being typed: nothing is known of it. */
export function readKubernetes(file: string, text: string): KubernetesFile {
  const { documents, problems } = readYaml(file, text)
  const embedded = problems.length > 0 ? [] : documents.flatMap(document => configMapsIn(file, document))
  return { kind: 'kubernetes', file, embedded }
}
