import type { ComponentProps } from 'react'
import { TextField } from '@/components/ui/text-field'

type KindFieldProps = Omit<ComponentProps<typeof TextField>, 'hint'>

/** Where the kind of a new place is written. */
export function KindField(props: KindFieldProps) {
  return <TextField hint="Café, park, museum …" {...props} />
}
