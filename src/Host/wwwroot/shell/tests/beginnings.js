// Templates to begin with, one for each place that they are mostly written for.

export const beginnings = [
  ['Notes in Markdown', `# {{ title }}

{{ for chapter in chapters }}- **{{ chapter.title }}** ({{ chapter.start_seconds | timecode }}): {{ chapter.text }}
{{ end }}
{{ result.duration_seconds | duration }} for {{ cost | money }}.`],
  ['A message for Slack', `*{{ title | slack_escape }}*
{{ summary.text | markdown_to_slack }}`],
  ['Blocks for Slack', `[
  { "type": "header", "text": { "type": "plain_text", "text": {{ title | to_json }} } },
  {{ for chapter in chapters }}{ "type": "section", "text": { "type": "mrkdwn", "text": {{ chapter.text | slack_escape | to_json }} } },
  {{ end }}{ "type": "divider" }
]`],
  ['HTML for a mail', `<h1>{{ title | html_escape }}</h1>
{{ summary.text | markdown_to_html }}`],
  ['Who spoke how long', `{{ for speaker in speakers }}{{ speaker.name }}: {{ speaker.seconds | duration }}
{{ end }}`],
  ['The path of a file', '{{ date.now | date.to_string \'%Y/%m\' }}/{{ title | slug }}.md'],
];
