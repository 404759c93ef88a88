/** Nature's style, of small extent. After Nature's formatting guide: references. */
export const nature = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" demote-non-dropping-particle="never">
  <info><title>Nature</title><id>gloss-nature</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <macro name="author">
    <names variable="author">
      <name and="symbol" name-as-sort-order="all" sort-separator=", " initialize-with=". " delimiter=", " delimiter-precedes-last="never" et-al-min="6" et-al-use-first="1"/>
      <et-al font-style="italic"/>
    </names>
  </macro>
  <macro name="address">
    <choose>
      <if variable="DOI"><text variable="DOI" prefix="https://doi.org/"/></if>
      <else><text variable="URL"/></else>
    </choose>
  </macro>
  <citation><layout vertical-align="sup" delimiter=","><text variable="citation-number"/></layout></citation>
  <bibliography>
    <layout suffix=".">
      <text variable="citation-number" suffix=". "/>
      <group delimiter=" ">
        <text macro="author" suffix="."/>
        <text variable="title" suffix="."/>
        <choose>
          <if type="article-journal"><text variable="container-title" font-style="italic"/></if>
          <else-if variable="DOI URL" match="any"><text value="Preprint at"/></else-if>
        </choose>
        <text macro="address"/>
        <date variable="issued" prefix="(" suffix=")"><date-part name="year"/></date>
      </group>
    </layout>
  </bibliography>
</style>`
