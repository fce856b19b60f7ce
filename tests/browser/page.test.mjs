import { test } from "node:test";
import { checkAccessibility, openPage } from "./harness.mjs";

test("the page starts and says what it is", async (t) => {
  const page = await openPage(t);
  await page.getByText("tailback").first().waitFor();
  await checkAccessibility(page);
});
