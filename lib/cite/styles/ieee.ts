/** IEEE's style, of small extent: papers of journals and preprints. After the IEEE Reference Guide (2023). */
export const ieee = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" demote-non-dropping-particle="never">
  <info><title>IEEE</title><id>gloss-ieee</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <macro name="date">
    <date variable="issued">
      <date-part name="month" form="short" suffix=" "/>
      <date-part name="year"/>
    </date>
  </macro>
  <macro name="author">
    <names variable="author">
      <name initialize-with=". " delimiter=", " and="text" et-al-min="7" et-al-use-first="1"/>
      <et-al font-style="italic"/>
    </names>
  </macro>
  <citation><layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/></layout></citation>
  <bibliography>
    <layout suffix=".">
      <text variable="citation-number" prefix="[" suffix="] "/>
      <group delimiter=", ">
        <text macro="author"/>
        <text variable="title" quotes="true"/>
        <choose>
          <if type="article-journal">
            <text variable="container-title" font-style="italic"/>
            <text macro="date"/>
            <text variable="DOI" prefix="doi: "/>
          </if>
          <else>
            <text macro="date"/>
            <choose>
              <if variable="number"><text variable="number"/></if>
              <else-if variable="DOI"><text variable="DOI" prefix="doi: "/></else-if>
              <else><text variable="URL"/></else>
            </choose>
          </else>
        </choose>
      </group>
    </layout>
  </bibliography>
</style>`
