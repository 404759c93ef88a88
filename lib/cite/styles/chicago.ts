/** Chicago's author-date style, of small extent. After the Chicago Manual of Style, 17th edition, chapters 14 and 15. */
export const chicago = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" demote-non-dropping-particle="display-and-sort">
  <info><title>Chicago author-date</title><id>gloss-chicago</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <macro name="author">
    <names variable="author">
      <name and="text" name-as-sort-order="first" delimiter-precedes-last="always" et-al-min="11" et-al-use-first="7"/>
      <substitute><text variable="title"/></substitute>
    </names>
  </macro>
  <macro name="year">
    <choose>
      <if variable="issued"><date variable="issued"><date-part name="year"/></date></if>
      <else><text term="no date" form="short"/></else>
    </choose>
  </macro>
  <macro name="address">
    <choose>
      <if variable="DOI"><text variable="DOI" prefix="https://doi.org/"/></if>
      <else><text variable="URL"/></else>
    </choose>
  </macro>
  <citation><layout prefix="(" suffix=")"><text macro="author"/><text macro="year" prefix=" "/></layout></citation>
  <bibliography>
    <sort><key macro="author"/><key variable="issued"/></sort>
    <layout suffix=".">
      <group delimiter=". ">
        <text macro="author"/>
        <text macro="year"/>
        <text variable="title" text-case="title" quotes="true"/>
        <group delimiter=", ">
          <text variable="container-title" font-style="italic"/>
          <choose>
            <if type="article"><text value="Preprint"/><text variable="publisher"/></if>
          </choose>
          <date variable="issued"><date-part name="month"/><date-part name="day" prefix=" "/></date>
        </group>
        <text macro="address"/>
      </group>
    </layout>
  </bibliography>
</style>`
