/** ACM's style, of small extent. After the ACM Reference Formatting guide. */
export const acm = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" demote-non-dropping-particle="never">
  <info><title>ACM</title><id>gloss-acm</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/></layout></citation>
  <bibliography>
    <layout>
      <text variable="citation-number" prefix="[" suffix="] "/>
      <group delimiter=" ">
        <names variable="author" suffix="."><name and="text" delimiter=", "/></names>
        <date variable="issued" suffix="."><date-part name="year"/></date>
        <text variable="title" suffix="."/>
        <choose>
          <if type="article-journal">
            <group delimiter=" " suffix=".">
              <text variable="container-title" font-style="italic"/>
              <date variable="issued" prefix="(" suffix=")">
                <date-part name="month" form="short" suffix=" "/>
                <date-part name="year"/>
              </date>
            </group>
          </if>
          <else><text variable="number" suffix="."/></else>
        </choose>
        <choose>
          <if variable="DOI"><text variable="DOI" prefix="https://doi.org/"/></if>
          <else-if variable="URL"><text variable="URL" prefix="Retrieved from "/></else-if>
        </choose>
      </group>
    </layout>
  </bibliography>
</style>`
