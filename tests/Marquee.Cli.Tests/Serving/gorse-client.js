// The whole life of a service, as a program that uses Gorse's own JavaScript client sees it.
// Usage: node gorse-client.js ENDPOINT KEY FOLDER, where FOLDER/node_modules holds the client.
"use strict";

const assert = require("node:assert/strict");
const path = require("node:path");

const [endpoint, secret, folder] = process.argv.slice(2);
const { Gorse, GorseException } = require(require.resolve("gorsejs", { paths: [path.resolve(folder)] }));

const ids = (scores) => scores.map((score) => score.Id);
const day = (number) => new Date(Date.UTC(2024, 0, number)).toISOString();

async function fails(work, code, message) {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof GorseException, String(error));
    assert.equal(error.code, code);
    assert.equal(error.message, message);
    return true;
  });
}

async function main() {
  const client = new Gorse({ endpoint, secret });

  // Keys.
  await fails(() => new Gorse({ endpoint, secret: "wrong" }).getUsers(), 401, "unauthorized");

  // Users.
  assert.equal(await client.insertUser({ UserId: "ann", Labels: ["a", "b"], Comment: "first" }), 1);
  assert.equal(await client.insertUsers([{ UserId: "bob" }, { UserId: "cleo", Labels: ["c"] }]), 2);
  assert.deepEqual(await client.getUser("ann"), { UserId: "ann", Labels: ["a", "b"], Comment: "first" });
  assert.equal(await client.updateUser("ann", { UserId: "ann", Comment: "second" }), 1);
  assert.deepEqual(await client.getUser("ann"), { UserId: "ann", Labels: ["a", "b"], Comment: "second" });
  const users = await client.getUsers({ n: 2 });
  assert.equal(users.Users.length, 2);
  const more = await client.getUsers({ n: 100, Cursor: users.Cursor });
  assert.equal(more.Cursor, "");
  assert.ok([...users.Users, ...more.Users].some((user) => user.UserId === "cleo"));
  await fails(() => client.getUser("nobody"), 404, "nobody: user not found");

  // Items and categories.
  const fresh = { ItemId: "fresh", IsHidden: false, Timestamp: day(1), Categories: ["new"], Labels: ["x"], Comment: "Fresh" };
  assert.equal(await client.upsertItem(fresh), 1);
  assert.deepEqual(await client.getItem("fresh"), { ...fresh, Timestamp: "2024-01-01T00:00:00Z" });
  assert.equal(await client.upsertItems([
    { ItemId: "hidden", IsHidden: true, Timestamp: day(3), Categories: ["new"] },
    { ItemId: "newest", IsHidden: false, Timestamp: new Date(Date.UTC(2024, 0, 2)), Categories: ["new", "big"] },
  ]), 2);
  assert.equal((await client.getItem("newest")).Timestamp, "2024-01-02T00:00:00Z");
  assert.equal(await client.insertItemCategory("fresh", "big"), 1);
  assert.deepEqual((await client.getItem("fresh")).Categories, ["new", "big"]);
  assert.equal(await client.deleteItemCategory("fresh", "big"), 1);
  assert.deepEqual((await client.getItem("fresh")).Categories, ["new"]);
  assert.equal(await client.updateItem("fresh", { Comment: "Fresher" }), 1);
  assert.deepEqual(await client.getItem("fresh"), { ...fresh, Timestamp: "2024-01-01T00:00:00Z", Comment: "Fresher" });
  const items = await client.getItems({ n: 1 });
  assert.equal(items.Items.length, 1);
  assert.notEqual(items.Cursor, "");

  // Lists for nobody.
  assert.deepEqual(ids(await client.getLatest({ category: "new" })), ["newest", "fresh"]);
  assert.equal((await client.getLatest({ category: "new", cursorOptions: { n: 1 } }))[0].Score, Date.UTC(2024, 0, 2) / 1000);
  assert.equal((await client.getLatest({ cursorOptions: { n: 3 } })).length, 3);
  const popular = await client.getPopular({ cursorOptions: { n: 5 } });
  assert.equal(popular.length, 5);
  assert.ok(popular.every((one) => typeof one.Score === "number"));
  assert.ok(ids(await client.getPopular({ category: "comedy" })).every((id) => id.startsWith("comedy-")));

  // Feedback: what was seen never comes again, at once.
  assert.equal((await client.getRecommend({ userId: "ann" })).length, 10);
  const seen = ["comedy-1", "comedy-2", "comedy-3"];
  assert.equal(await client.insertFeedbacks(seen.map((item, at) => ({ FeedbackType: "like", UserId: "ann", ItemId: item, Timestamp: day(at + 1) }))), 3);
  const recommended = await client.getRecommend({ userId: "ann", cursorOptions: { n: 5 } });
  assert.equal(recommended.length, 5);
  assert.ok(recommended.every((id) => !seen.includes(id) && id !== "hidden"));
  assert.ok(recommended[0].startsWith("comedy-"), `whoever likes comedies is recommended ${recommended}`);
  const second = await client.getRecommend({ userId: "ann", cursorOptions: { n: 5, offset: 5 } });
  assert.ok(second.length > 0 && second.every((id) => !recommended.includes(id)));
  const dramas = await client.getRecommend({ userId: "ann", category: "drama", cursorOptions: { n: 3 } });
  assert.ok(dramas.length === 3 && dramas.every((id) => id.startsWith("drama-")));

  assert.equal(await client.upsertFeedbacks([{ FeedbackType: "like", UserId: "ann", ItemId: "comedy-1", Timestamp: day(9), Comment: "again" }]), 1);
  const feedback = await client.getFeedback({ type: "like", userId: "ann", itemId: "comedy-1" });
  assert.equal(feedback.Timestamp, "2024-01-09T00:00:00Z");
  assert.equal(feedback.Comment, "again");
  assert.equal((await client.getFeedbacks("like")).Feedback.length, 3);
  assert.ok((await client.getFeedbacks(undefined, { n: 100 })).Feedback.length > 3);
  assert.equal((await client.getUserFeedback("ann")).length, 3);
  assert.equal((await client.getUserFeedbackByType("ann", "read")).length, 0);
  assert.equal((await client.getItemFeedbackByType("comedy-2", "like")).length, 1);
  assert.ok((await client.getItemFeedback("comedy-2")).length > 1);

  // Written back: read at once, or read in a while.
  const written = await client.getRecommend({ userId: "bob", writeBackType: "read", cursorOptions: { n: 3 } });
  assert.deepEqual((await client.getUserFeedbackByType("bob", "read")).map((one) => one.ItemId).sort(), [...written].sort());
  assert.ok((await client.getRecommend({ userId: "bob", cursorOptions: { n: 3 } })).every((id) => !written.includes(id)));
  const later = await client.getRecommend({ userId: "cleo", writeBackType: "read", writeBackDelay: "1h", cursorOptions: { n: 3 } });
  assert.equal((await client.getUserFeedback("cleo")).length, 0);
  assert.equal((await client.getFeedback({ type: "read", userId: "cleo", itemId: later[0] })).FeedbackType, "read");
  assert.ok(later.some((id) => !written.includes(id)) || later.length === 3);
  assert.deepEqual(await client.getRecommend({ userId: "cleo", cursorOptions: { n: 3 } }), later);

  // Sessions and neighbours.
  const session = await client.getSessionRecommend([{ FeedbackType: "like", UserId: "", ItemId: "drama-1", Timestamp: day(1) }], { cursorOptions: { n: 3 } });
  assert.ok(session.length === 3 && session[0].Id.startsWith("drama-") && !ids(session).includes("drama-1"));
  const comedies = await client.getSessionRecommend([{ FeedbackType: "like", UserId: "", ItemId: "drama-1", Timestamp: day(1) }], { category: "comedy" });
  assert.ok(comedies.length > 0 && ids(comedies).every((id) => id.startsWith("comedy-")));
  assert.equal(await client.getSessionRecommend([]), null);
  const neighbors = await client.getItemNeighbors({ itemId: "drama-1", cursorOptions: { n: 3 } });
  assert.ok(neighbors.length === 3 && neighbors[0].Id.startsWith("drama-") && !ids(neighbors).includes("drama-1"));
  const likewise = await client.getUserNeighbors({ userId: "viewer-1", cursorOptions: { n: 3 } });
  assert.ok(likewise.length === 3 && !ids(likewise).includes("viewer-1"));

  // The end.
  assert.equal((await client.deleteFeedback({ type: "like", userId: "ann", itemId: "comedy-1" })).RowAffected, 1);
  assert.equal((await client.getUserFeedback("ann")).length, 2);
  for (const item of ["fresh", "hidden", "newest"]) {
    assert.equal(await client.deleteItem(item), 1);
  }

  await fails(() => client.getItem("fresh"), 404, "fresh: item not found");
  for (const user of ["ann", "bob", "cleo"]) {
    assert.equal(await client.deleteUser(user), 1);
  }

  await fails(() => client.getUser("ann"), 404, "ann: user not found");
  assert.equal((await client.getUserFeedback("ann")).length, 0);
}

main().then(() => console.log("done"), (error) => {
  console.error(error);
  process.exitCode = 1;
});
