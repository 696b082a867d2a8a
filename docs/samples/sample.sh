# Marquee from the shell: a thumb, then a list that heeds it. MARQUEE is the service's address, MARQUEE_KEY an API key.
set -e
header="Authorization: Bearer $MARQUEE_KEY"
curl -sf -X PUT "$MARQUEE/v1/items/the-sea" -H "$header" -H "Content-Type: application/json" \
  -d '{"title": "The Sea", "kind": "film", "categories": ["drama"]}' >/dev/null
curl -sf "$MARQUEE/v1/interactions" -H "$header" -H "Content-Type: application/json" -H "Idempotency-Key: thumb-1" \
  -d '{"user": "anna", "item": "the-sea", "kind": "thumb-up"}' >/dev/null
curl -sf "$MARQUEE/v1/users/anna/recommendations?n=5" -H "$header"
