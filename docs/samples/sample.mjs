// Marquee from JavaScript: a thumb, then a list that heeds it. MARQUEE is the service's address, MARQUEE_KEY an API key.
const ask = async (method, path, body) => {
  const answer = await fetch(process.env.MARQUEE + path, {
    method, body: body && JSON.stringify(body),
    headers: { Authorization: `Bearer ${process.env.MARQUEE_KEY}`, "Content-Type": "application/json" },
  });
  if (!answer.ok) throw new Error((await answer.json()).detail);
  return answer.json();
};
await ask("PUT", "/v1/items/the-sea", { title: "The Sea", kind: "film", categories: ["drama"] });
await ask("POST", "/v1/interactions", { user: "anna", item: "the-sea", kind: "thumb-up" });
console.log((await ask("GET", "/v1/users/anna/recommendations?n=5")).items.map(item => item.id).join("\n"));
