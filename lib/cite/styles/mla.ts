/** MLA's style, of small extent. After the MLA Handbook, 9th edition, chapter 5. */
export const mla = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" demote-non-dropping-particle="never">
  <info><title>MLA</title><id>gloss-mla</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <macro name="author">
    <names variable="author">
      <name and="text" name-as-sort-order="first" delimiter-precedes-last="always" delimiter-precedes-et-al="always" et-al-min="3" et-al-use-first="1"/>
      <substitute><text variable="title"/></substitute>
    </names>
  </macro>
  <citation><layout prefix="(" suffix=")"><text macro="author"/></layout></citation>
  <bibliography>
    <sort><key macro="author"/><key variable="title"/></sort>
    <layout suffix=".">
      <group delimiter=". ">
        <text macro="author"/>
        <text variable="title" text-case="title" quotes="true"/>
        <group delimiter=", ">
          <choose>
            <if variable="container-title"><text variable="container-title" font-style="italic"/></if>
            <else><text variable="publisher" font-style="italic"/></else>
          </choose>
          <date variable="issued">
            <date-part name="day" suffix=" "/>
            <date-part name="month" form="short" suffix=" "/>
            <date-part name="year"/>
          </date>
          <choose>
            <if variable="DOI"><text variable="DOI" prefix="https://doi.org/"/></if>
            <else><text variable="URL"/></else>
          </choose>
        </group>
      </group>
    </layout>
  </bibliography>
</style>`
