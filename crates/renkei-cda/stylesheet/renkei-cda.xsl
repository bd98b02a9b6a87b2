<?xml version="1.0" encoding="UTF-8"?>
<!--
  Shows a CDA document of Japan as a page: 診療情報提供書, 患者診療情報提供書, 退院時サマリー. XSLT 1.0, HTML out.

  Whatever the document says is escaped: there is no disable-output-escaping, no script, and nothing is loaded. A link becomes one only with a
  scheme for people (http, https, mailto, tel), as a relative path, or as a place in the page. Embedded pictures of four types are shown.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:h="urn:hl7-org:v3"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" exclude-result-prefixes="h xsi">
  <xsl:output method="html" version="4.01" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:strip-space elements="h:ClinicalDocument h:structuredBody h:component h:section h:list h:table h:thead h:tbody h:tfoot h:tr"/>

  <xsl:variable name="upper" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZ'"/>
  <xsl:variable name="lower" select="'abcdefghijklmnopqrstuvwxyz'"/>

  <xsl:template match="/">
    <xsl:apply-templates select="(//h:ClinicalDocument)[1]"/>
    <xsl:if test="not(//h:ClinicalDocument)">
      <html lang="ja"><head><title>CDA文書ではありません</title></head><body><p>CDA文書ではありません。</p></body></html>
    </xsl:if>
  </xsl:template>

  <xsl:template match="h:ClinicalDocument">
    <xsl:variable name="title">
      <xsl:choose>
        <xsl:when test="normalize-space(h:title)"><xsl:value-of select="h:title"/></xsl:when>
        <xsl:when test="h:code/@displayName"><xsl:value-of select="h:code/@displayName"/></xsl:when>
        <xsl:otherwise>診療文書</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <html lang="ja">
      <head>
        <meta charset="UTF-8"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
        <meta name="referrer" content="no-referrer"/>
        <title><xsl:value-of select="$title"/></title>
        <style>
          @page { size: A4; margin: 16mm 14mm; }
          html { font-size: 15px; }
          body { max-width: 190mm; margin: 2em auto; padding: 0 1.2em; color: #1c2126; background: #fff; line-height: 1.65;
            font-family: "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif; }
          h1 { font-size: 1.6em; text-align: center; letter-spacing: .3em; margin: .2em 0 .9em; font-weight: 700; }
          h2 { font-size: 1.08em; margin: 1.5em 0 .5em; padding: .15em .6em; border-left: .35em solid #2a5d84; background: #eef3f7; break-after: avoid; }
          h3, h4 { font-size: 1em; margin: 1em 0 .35em; padding-left: .6em; border-left: .2em solid #8aa7bd; break-after: avoid; }
          .top { display: flex; justify-content: space-between; gap: 2em; align-items: flex-start; margin-bottom: 1em; }
          .top > div { flex: 1; }
          .to { font-size: 1.1em; }
          .from { text-align: right; }
          .small { font-size: .86em; color: #4a545c; }
          .name { font-size: 1.15em; font-weight: 600; }
          table { border-collapse: collapse; width: 100%; margin: .4em 0; }
          th, td { border: 1px solid #b9c4cc; padding: .22em .55em; text-align: left; vertical-align: top; overflow-wrap: break-word; }
          th { background: #f3f6f8; font-weight: 600; }
          thead th { white-space: nowrap; }
          tr { break-inside: avoid; }
          caption { text-align: left; font-weight: 600; padding: .2em 0; }
          .facts th { width: 8em; white-space: nowrap; }
          .narrative { white-space: pre-wrap; }
          .narrative table, .narrative ul, .narrative ol { white-space: normal; }
          .narrative td, .narrative li { white-space: pre-line; }
          p { margin: .3em 0; }
          ul, ol { margin: .3em 0; padding-left: 1.8em; }
          img { max-width: 100%; height: auto; min-width: 2em; border: 1px solid #b9c4cc; }
          figure { margin: .6em 0; }
          figcaption { font-size: .9em; color: #4a545c; }
          .empty { color: #6b757d; }
          footer { margin-top: 2em; border-top: 1px solid #b9c4cc; padding-top: .5em; }
          @media print { html { font-size: 10.5pt; } body { margin: 0; padding: 0; max-width: none; } a { color: inherit; text-decoration: none; } }
        </style>
      </head>
      <body>
        <h1><xsl:value-of select="$title"/></h1>
        <div class="top">
          <div class="to">
            <xsl:for-each select="h:informationRecipient/h:intendedRecipient">
              <div>
                <xsl:if test="../@typeCode = 'TRC'"><span class="small">（写） </span></xsl:if>
                <xsl:call-template name="organization"><xsl:with-param name="of" select="h:receivedOrganization"/></xsl:call-template>
                <xsl:if test="h:informationRecipient/h:name">
                  <div><xsl:call-template name="people"><xsl:with-param name="names" select="h:informationRecipient/h:name"/></xsl:call-template>　先生</div>
                </xsl:if>
                <xsl:if test="not(h:informationRecipient/h:name) and h:receivedOrganization">　御中</xsl:if>
              </div>
            </xsl:for-each>
          </div>
          <div class="from">
            <div><xsl:call-template name="date"><xsl:with-param name="at" select="h:effectiveTime/@value"/></xsl:call-template></div>
            <xsl:for-each select="h:author/h:assignedAuthor[h:assignedPerson or h:representedOrganization]">
              <div>
                <xsl:call-template name="organization"><xsl:with-param name="of" select="h:representedOrganization"/></xsl:call-template>
                <xsl:for-each select="h:representedOrganization/h:addr[1]"><div class="small"><xsl:call-template name="address"/></div></xsl:for-each>
                <xsl:for-each select="h:representedOrganization/h:telecom | h:telecom[not(@value = ../h:representedOrganization/h:telecom/@value)]"><div class="small"><xsl:call-template name="telecom"/></div></xsl:for-each>
                <xsl:if test="h:assignedPerson/h:name">
                  <div><xsl:choose><xsl:when test="h:code/@displayName"><xsl:value-of select="h:code/@displayName"/></xsl:when><xsl:otherwise>記載者</xsl:otherwise></xsl:choose>　<span class="name"><xsl:call-template name="people"><xsl:with-param name="names" select="h:assignedPerson/h:name"/></xsl:call-template></span></div>
                </xsl:if>
              </div>
            </xsl:for-each>
          </div>
        </div>
        <xsl:apply-templates select="h:recordTarget/h:patientRole"/>
        <xsl:apply-templates select="h:componentOf/h:encompassingEncounter"/>
        <xsl:apply-templates select="h:component/h:structuredBody/h:component/h:section"/>
        <xsl:for-each select="h:component/h:nonXMLBody/h:text">
          <h2>本文</h2>
          <div class="narrative"><xsl:call-template name="file"/></div>
        </xsl:for-each>
        <xsl:call-template name="attachments"/>
        <xsl:call-template name="end"/>
      </body>
    </html>
  </xsl:template>

  <!-- The patient. -->
  <xsl:template match="h:patientRole">
    <table class="facts">
      <tbody>
        <tr>
          <th>患者氏名</th>
          <td>
            <span class="name"><xsl:call-template name="people"><xsl:with-param name="names" select="h:patient/h:name"/></xsl:call-template></span>
            <xsl:for-each select="h:patient/h:name[@use = 'SYL']"><span class="small">（<xsl:call-template name="name"/>）</span></xsl:for-each>
          </td>
          <th>性別</th>
          <td>
            <xsl:variable name="sex" select="h:patient/h:administrativeGenderCode/@code"/>
            <xsl:choose>
              <xsl:when test="$sex = 'M' or $sex = '1'">男</xsl:when>
              <xsl:when test="$sex = 'F' or $sex = '2'">女</xsl:when>
              <xsl:when test="$sex = 'UN'">その他</xsl:when>
              <xsl:otherwise>不明</xsl:otherwise>
            </xsl:choose>
          </td>
        </tr>
        <tr>
          <th>生年月日</th>
          <td>
            <xsl:call-template name="date">
              <xsl:with-param name="at">
                <xsl:choose>
                  <xsl:when test="h:patient/h:birthTime/@value"><xsl:value-of select="h:patient/h:birthTime/@value"/></xsl:when>
                  <xsl:otherwise><xsl:value-of select="normalize-space(h:patient/h:birthTime)"/></xsl:otherwise>
                </xsl:choose>
              </xsl:with-param>
            </xsl:call-template>
            <xsl:call-template name="age">
              <xsl:with-param name="born" select="h:patient/h:birthTime/@value"/>
              <xsl:with-param name="today" select="/descendant::h:ClinicalDocument[1]/h:effectiveTime/@value"/>
            </xsl:call-template>
          </td>
          <th>患者番号</th>
          <td>
            <xsl:for-each select="h:id[@extension]">
              <div><xsl:value-of select="@extension"/><xsl:if test="@assigningAuthorityName"><span class="small">（<xsl:value-of select="@assigningAuthorityName"/>）</span></xsl:if></div>
            </xsl:for-each>
          </td>
        </tr>
        <xsl:if test="h:addr or h:telecom">
          <tr>
            <th>住所・連絡先</th>
            <td colspan="3">
              <xsl:for-each select="h:addr"><div><xsl:call-template name="address"/></div></xsl:for-each>
              <xsl:for-each select="h:telecom"><div><xsl:call-template name="telecom"/></div></xsl:for-each>
            </td>
          </tr>
        </xsl:if>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template match="h:encompassingEncounter">
    <xsl:variable name="stay" select="h:code/@code = 'IMP' or h:code/@code = 'ACUTE' or h:code/@code = 'NONAC'"/>
    <table class="facts">
      <tbody>
        <tr>
          <th><xsl:choose><xsl:when test="$stay">入院期間</xsl:when><xsl:otherwise>受診</xsl:otherwise></xsl:choose></th>
          <td>
            <xsl:call-template name="period"><xsl:with-param name="of" select="h:effectiveTime"/></xsl:call-template>
            <xsl:if test="h:code/@displayName">　<xsl:value-of select="h:code/@displayName"/></xsl:if>
          </td>
          <xsl:if test="h:dischargeDispositionCode"><th>転帰</th><td><xsl:call-template name="coded"><xsl:with-param name="of" select="h:dischargeDispositionCode"/></xsl:call-template></td></xsl:if>
        </tr>
        <xsl:if test="h:responsibleParty//h:name or h:location//h:name">
          <tr>
            <th>主治医・病棟</th>
            <td><xsl:attribute name="colspan"><xsl:choose><xsl:when test="h:dischargeDispositionCode">3</xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose></xsl:attribute>
              <xsl:call-template name="people"><xsl:with-param name="names" select="h:responsibleParty//h:assignedPerson/h:name"/></xsl:call-template>
              <xsl:for-each select="h:location/h:healthCareFacility/h:location/h:name">　<xsl:value-of select="."/></xsl:for-each>
            </td>
          </tr>
        </xsl:if>
      </tbody>
    </table>
  </xsl:template>

  <!-- Sections. -->
  <xsl:template match="h:section">
    <xsl:variable name="depth" select="count(ancestor::h:section)"/>
    <xsl:variable name="caption">
      <xsl:choose>
        <xsl:when test="normalize-space(h:title)"><xsl:value-of select="h:title"/></xsl:when>
        <xsl:when test="h:code/@displayName"><xsl:value-of select="h:code/@displayName"/></xsl:when>
        <xsl:otherwise>（標題なし）</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$depth = 0"><h2><xsl:value-of select="$caption"/></h2></xsl:when>
      <xsl:when test="$depth = 1"><h3><xsl:value-of select="$caption"/></h3></xsl:when>
      <xsl:otherwise><h4><xsl:value-of select="$caption"/></h4></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="h:text"><div class="narrative"><xsl:apply-templates select="h:text/node()" mode="text"/></div></xsl:if>
    <xsl:if test="not(h:text) and not(h:component)"><p class="empty">（本文なし）</p></xsl:if>
    <xsl:apply-templates select="h:component/h:section"/>
  </xsl:template>

  <!-- The narrative block. White space at its ends only lays out the source. -->
  <xsl:template match="text()" mode="text">
    <xsl:choose>
      <xsl:when test="not(normalize-space(.)) and contains(., '&#10;')"/>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="h:text/text()[1][not(preceding-sibling::*)]" mode="text">
    <xsl:call-template name="unindented"><xsl:with-param name="text" select="."/></xsl:call-template>
  </xsl:template>
  <xsl:template name="unindented">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="not(normalize-space($text))"/>
      <xsl:when test="translate(substring($text, 1, 1), ' &#9;&#10;&#13;', '') = ''"><xsl:call-template name="unindented"><xsl:with-param name="text" select="substring($text, 2)"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="*" mode="text"><xsl:apply-templates mode="text"/></xsl:template>
  <xsl:template match="h:paragraph" mode="text"><p><xsl:call-template name="place"/><xsl:apply-templates mode="text"/></p></xsl:template>
  <xsl:template match="h:br" mode="text"><br/></xsl:template>
  <xsl:template match="h:content" mode="text">
    <xsl:variable name="style" select="translate(@styleCode, $upper, $lower)"/>
    <xsl:choose>
      <xsl:when test="@revised = 'delete'"><del><xsl:call-template name="place"/><xsl:apply-templates mode="text"/></del></xsl:when>
      <xsl:when test="contains($style, 'bold')"><b><xsl:call-template name="place"/><xsl:apply-templates mode="text"/></b></xsl:when>
      <xsl:when test="contains($style, 'italic') or contains($style, 'emphasis')"><em><xsl:call-template name="place"/><xsl:apply-templates mode="text"/></em></xsl:when>
      <xsl:when test="contains($style, 'underline')"><u><xsl:call-template name="place"/><xsl:apply-templates mode="text"/></u></xsl:when>
      <xsl:otherwise><span><xsl:call-template name="place"/><xsl:apply-templates mode="text"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="h:sub" mode="text"><sub><xsl:apply-templates mode="text"/></sub></xsl:template>
  <xsl:template match="h:sup" mode="text"><sup><xsl:apply-templates mode="text"/></sup></xsl:template>
  <xsl:template match="h:footnote" mode="text"><span class="small"><xsl:call-template name="place"/>（注: <xsl:apply-templates mode="text"/>）</span></xsl:template>
  <xsl:template match="h:list" mode="text">
    <xsl:for-each select="h:caption"><p><b><xsl:apply-templates mode="text"/></b></p></xsl:for-each>
    <xsl:choose>
      <xsl:when test="@listType = 'ordered'"><ol><xsl:call-template name="place"/><xsl:apply-templates select="h:item" mode="text"/></ol></xsl:when>
      <xsl:otherwise><ul><xsl:call-template name="place"/><xsl:apply-templates select="h:item" mode="text"/></ul></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="h:item" mode="text"><li><xsl:call-template name="place"/><xsl:apply-templates mode="text"/></li></xsl:template>
  <xsl:template match="h:list/h:item/h:caption" mode="text"><b><xsl:apply-templates mode="text"/></b>　</xsl:template>
  <xsl:template match="h:table" mode="text">
    <table><xsl:call-template name="place"/><xsl:apply-templates select="h:caption | h:thead | h:tbody | h:tfoot | h:tr" mode="text"/></table>
  </xsl:template>
  <xsl:template match="h:table/h:caption" mode="text"><caption><xsl:apply-templates mode="text"/></caption></xsl:template>
  <xsl:template match="h:thead" mode="text"><thead><xsl:apply-templates select="h:tr" mode="text"/></thead></xsl:template>
  <xsl:template match="h:tbody" mode="text"><tbody><xsl:apply-templates select="h:tr" mode="text"/></tbody></xsl:template>
  <xsl:template match="h:tfoot" mode="text"><tfoot><xsl:apply-templates select="h:tr" mode="text"/></tfoot></xsl:template>
  <xsl:template match="h:tr" mode="text"><tr><xsl:call-template name="place"/><xsl:apply-templates select="h:th | h:td" mode="text"/></tr></xsl:template>
  <xsl:template match="h:th" mode="text"><th><xsl:call-template name="cell"/><xsl:apply-templates mode="text"/></th></xsl:template>
  <xsl:template match="h:td" mode="text"><td><xsl:call-template name="cell"/><xsl:apply-templates mode="text"/></td></xsl:template>
  <xsl:template name="cell">
    <xsl:call-template name="place"/>
    <xsl:if test="number(@colspan) &gt; 1 and number(@colspan) &lt; 100"><xsl:attribute name="colspan"><xsl:value-of select="floor(number(@colspan))"/></xsl:attribute></xsl:if>
    <xsl:if test="number(@rowspan) &gt; 1 and number(@rowspan) &lt; 1000"><xsl:attribute name="rowspan"><xsl:value-of select="floor(number(@rowspan))"/></xsl:attribute></xsl:if>
  </xsl:template>
  <xsl:template name="place"><xsl:if test="@ID"><xsl:attribute name="id"><xsl:value-of select="@ID"/></xsl:attribute></xsl:if></xsl:template>
  <xsl:template match="h:linkHtml" mode="text">
    <xsl:call-template name="link"><xsl:with-param name="to" select="@href"/><xsl:with-param name="words"><xsl:apply-templates mode="text"/></xsl:with-param></xsl:call-template>
  </xsl:template>

  <!-- An address becomes a link only where it can do no harm; otherwise it is words. -->
  <xsl:template name="link">
    <xsl:param name="to"/>
    <xsl:param name="words"/>
    <xsl:variable name="plain" select="translate(normalize-space($to), $upper, $lower)"/>
    <xsl:variable name="scheme" select="substring-before($plain, ':')"/>
    <xsl:variable name="known" select="$scheme = 'http' or $scheme = 'https' or $scheme = 'mailto' or $scheme = 'tel'"/>
    <xsl:variable name="relative" select="not(contains($plain, ':')) and not(starts-with($plain, '/')) and not(contains($plain, '\'))"/>
    <xsl:variable name="shown"><xsl:choose><xsl:when test="normalize-space($words)"><xsl:copy-of select="$words"/></xsl:when><xsl:otherwise><xsl:value-of select="$to"/></xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:choose>
      <xsl:when test="$plain != '' and ($known or $relative)"><a href="{$to}" rel="noreferrer noopener"><xsl:copy-of select="$shown"/></a></xsl:when>
      <xsl:otherwise><span><xsl:copy-of select="$shown"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A file inside the document, where the text shows it. -->
  <xsl:template match="h:renderMultiMedia" mode="text">
    <xsl:variable name="id" select="normalize-space(@referencedObject)"/>
    <figure>
      <xsl:for-each select="(//h:observationMedia[@ID = $id] | //h:regionOfInterest[@ID = $id]//h:observationMedia)[1]/h:value"><xsl:call-template name="file"/></xsl:for-each>
      <xsl:for-each select="h:caption"><figcaption><xsl:apply-templates mode="text"/></figcaption></xsl:for-each>
    </figure>
  </xsl:template>
  <xsl:template name="file">
    <xsl:variable name="type" select="translate(@mediaType, $upper, $lower)"/>
    <xsl:variable name="data" select="translate(., ' &#9;&#10;&#13;', '')"/>
    <xsl:choose>
      <xsl:when test="@representation = 'B64' and $data != '' and ($type = 'image/png' or $type = 'image/jpeg' or $type = 'image/gif' or $type = 'image/bmp')">
        <img alt="添付画像" src="data:{$type};base64,{$data}"/>
      </xsl:when>
      <xsl:when test="h:reference/@value">
        <xsl:call-template name="link"><xsl:with-param name="to" select="h:reference/@value"/><xsl:with-param name="words" select="string(h:reference/@value)"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="@representation = 'B64'"><span class="empty">［埋め込みファイル <xsl:value-of select="@mediaType"/>、約<xsl:value-of select="ceiling(string-length($data) * 3 div 4096)"/> KB］</span></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What travels inside and beside. -->
  <xsl:template name="attachments">
    <xsl:variable name="inside" select="h:component//h:observationMedia"/>
    <xsl:variable name="beside" select="h:component//h:externalDocument"/>
    <xsl:if test="$inside or $beside">
      <h2>添付ファイル一覧</h2>
      <table>
        <thead><tr><th>内容</th><th>種類</th><th>所在</th></tr></thead>
        <tbody>
          <xsl:for-each select="$inside">
            <xsl:variable name="id" select="@ID"/>
            <tr>
              <td><xsl:choose><xsl:when test="//h:renderMultiMedia[@referencedObject = $id]/h:caption"><xsl:value-of select="(//h:renderMultiMedia[@referencedObject = $id]/h:caption)[1]"/></xsl:when><xsl:otherwise><xsl:value-of select="ancestor::h:section[1]/h:title"/></xsl:otherwise></xsl:choose></td>
              <td><xsl:value-of select="h:value/@mediaType"/></td>
              <td><xsl:choose><xsl:when test="h:value/h:reference/@value"><xsl:value-of select="h:value/h:reference/@value"/></xsl:when><xsl:otherwise>文書内</xsl:otherwise></xsl:choose></td>
            </tr>
          </xsl:for-each>
          <xsl:for-each select="$beside">
            <tr>
              <td><xsl:call-template name="coded"><xsl:with-param name="of" select="(h:code | ../../h:code)[last()]"/></xsl:call-template></td>
              <td><xsl:value-of select="h:text/@mediaType"/></td>
              <td>
                <xsl:choose>
                  <xsl:when test="h:text/h:reference/@value"><xsl:call-template name="link"><xsl:with-param name="to" select="h:text/h:reference/@value"/><xsl:with-param name="words" select="string(h:text/h:reference/@value)"/></xsl:call-template></xsl:when>
                  <xsl:otherwise><span class="small"><xsl:value-of select="h:id[1]/@root"/><xsl:if test="h:id[1]/@extension">　<xsl:value-of select="h:id[1]/@extension"/></xsl:if></span></xsl:otherwise>
                </xsl:choose>
              </td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </xsl:if>
  </xsl:template>

  <!-- Who keeps and signs it, and which version it is. -->
  <xsl:template name="end">
    <footer class="small">
      <xsl:for-each select="h:legalAuthenticator">
        <div>認証者: <xsl:call-template name="people"><xsl:with-param name="names" select=".//h:assignedPerson/h:name"/></xsl:call-template>　<xsl:call-template name="date"><xsl:with-param name="at" select="h:time/@value"/></xsl:call-template></div>
      </xsl:for-each>
      <xsl:for-each select="h:custodian//h:representedCustodianOrganization/h:name"><div>文書管理: <xsl:value-of select="."/></div></xsl:for-each>
      <div>
        <xsl:if test="h:id/@extension">文書番号: <xsl:value-of select="h:id/@extension"/></xsl:if>
        <xsl:if test="h:versionNumber/@value">　第<xsl:value-of select="h:versionNumber/@value"/>版</xsl:if>
        <xsl:for-each select="h:relatedDocument[@typeCode = 'RPLC']/h:parentDocument/h:id[@extension]">　（<xsl:value-of select="@extension"/>を置き換え）</xsl:for-each>
      </div>
      <xsl:if test="//*[local-name() = 'Signature' and namespace-uri() = 'http://www.w3.org/2000/09/xmldsig#']"><div>電子署名があります（この画面では検証していません）。</div></xsl:if>
    </footer>
  </xsl:template>

  <!-- Data types. -->
  <xsl:template name="people">
    <xsl:param name="names"/>
    <xsl:choose>
      <xsl:when test="$names[@use = 'IDE']"><xsl:for-each select="$names[@use = 'IDE'][1]"><xsl:call-template name="name"/></xsl:for-each></xsl:when>
      <xsl:otherwise><xsl:for-each select="$names[1]"><xsl:call-template name="name"/></xsl:for-each></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="name">
    <xsl:choose>
      <xsl:when test="h:family or h:given">
        <xsl:for-each select="h:prefix | h:family | h:given | h:suffix"><xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="normalize-space(.)"/></xsl:for-each>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="normalize-space(.)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="organization">
    <xsl:param name="of"/>
    <xsl:if test="$of">
      <span class="name"><xsl:choose><xsl:when test="$of/h:name[@use = 'IDE']"><xsl:value-of select="$of/h:name[@use = 'IDE'][1]"/></xsl:when><xsl:otherwise><xsl:value-of select="$of/h:name[1]"/></xsl:otherwise></xsl:choose></span>
      <xsl:if test="$of/h:asOrganizationPartOf/h:code/@displayName">　<xsl:value-of select="$of/h:asOrganizationPartOf/h:code/@displayName"/></xsl:if>
    </xsl:if>
  </xsl:template>
  <xsl:template name="address">
    <xsl:choose>
      <xsl:when test="*">
        <xsl:if test="h:postalCode">〒<xsl:value-of select="h:postalCode"/>　</xsl:if>
        <xsl:for-each select="h:state | h:city | h:streetAddressLine | h:houseNumber"><xsl:if test="self::h:streetAddressLine and preceding-sibling::h:streetAddressLine">　</xsl:if><xsl:value-of select="normalize-space(.)"/></xsl:for-each>
        <xsl:for-each select="text()[normalize-space()]"><xsl:value-of select="normalize-space(.)"/></xsl:for-each>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="normalize-space(.)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="telecom">
    <xsl:variable name="scheme" select="translate(substring-before(@value, ':'), $upper, $lower)"/>
    <xsl:choose>
      <xsl:when test="$scheme = 'tel'"><xsl:choose><xsl:when test="@use = 'MC'">携帯 </xsl:when><xsl:when test="@use = 'WP' and ancestor::h:recordTarget">勤務先 </xsl:when><xsl:otherwise>電話 </xsl:otherwise></xsl:choose><xsl:value-of select="substring-after(@value, ':')"/></xsl:when>
      <xsl:when test="$scheme = 'fax'">FAX <xsl:value-of select="substring-after(@value, ':')"/></xsl:when>
      <xsl:when test="$scheme = 'mailto'">メール <xsl:value-of select="substring-after(@value, ':')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@value"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="coded">
    <xsl:param name="of"/>
    <xsl:choose>
      <xsl:when test="normalize-space($of/h:originalText)"><xsl:value-of select="$of/h:originalText"/></xsl:when>
      <xsl:when test="$of/@displayName"><xsl:value-of select="$of/@displayName"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$of/@code"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="period">
    <xsl:param name="of"/>
    <xsl:choose>
      <xsl:when test="$of/@value"><xsl:call-template name="date"><xsl:with-param name="at" select="$of/@value"/></xsl:call-template></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="date"><xsl:with-param name="at" select="$of/h:low/@value"/></xsl:call-template>～<xsl:call-template name="date"><xsl:with-param name="at" select="$of/h:high/@value"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <!-- 20240412173005+0900 as 2024年4月12日 17:30; what is no date as it is. -->
  <xsl:template name="date">
    <xsl:param name="at"/>
    <xsl:choose>
      <xsl:when test="string-length($at) &lt; 4 or translate(substring($at, 1, 4), '0123456789', '') != ''"><xsl:value-of select="$at"/></xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="substring($at, 1, 4)"/>年<xsl:if test="string-length($at) &gt;= 6"><xsl:value-of select="number(substring($at, 5, 2))"/>月</xsl:if>
        <xsl:if test="string-length($at) &gt;= 8"><xsl:value-of select="number(substring($at, 7, 2))"/>日</xsl:if>
        <xsl:if test="string-length($at) &gt;= 12 and translate(substring($at, 9, 4), '0123456789', '') = '' and substring($at, 9, 4) != '0000'"><xsl:text> </xsl:text><xsl:value-of select="number(substring($at, 9, 2))"/>:<xsl:value-of select="substring($at, 11, 2)"/></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="age">
    <xsl:param name="born"/>
    <xsl:param name="today"/>
    <xsl:if test="string-length($born) &gt;= 8 and string-length($today) &gt;= 8">
      <xsl:variable name="age" select="floor((number(substring($today, 1, 8)) - number(substring($born, 1, 8))) div 10000)"/>
      <xsl:if test="$age &gt;= 0 and $age &lt; 150">（<xsl:value-of select="$age"/>歳）</xsl:if>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
