import glossCss from '@/components/gloss.css?inline'
import noteCss from '@/components/note.css?inline'
import tokensCss from '@/components/tokens.css?inline'

/** What panels and cards share. */
export const noteStyles = `${tokensCss}\n${glossCss}\n${noteCss}`
